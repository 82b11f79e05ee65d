#include "reconciler/adapters/readings/host_source.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/readings/missing_readings.hpp"

namespace muster {
HostSource::HostSource(Slot slot, HostProbe probe, Clock& clock, ReadingNeeds needs)
    : slot_(std::move(slot)), probe_(std::move(probe)), clock_(&clock), held_(std::move(needs)) {}

Result<std::vector<Reading>> HostSource::readings(const Fleet& fleet, const ActualState& actual,
                                                  Instant since, Instant now) {
  trouble_.clear();
  if (!actual.machines.contains(slot_))
    return Error{
        ErrorKind::not_found,
        fmt::format("this host is declared to be {}, and the fleet has no such machine", to_string(slot_))};
  if (!compared_) {
    (void)probe_.sample(clock_->uptime());
    clock_->wait_until(clock_->now() + kFirstSpan);
    compared_ = true;
  }
  const auto sample = probe_.sample(clock_->uptime());
  for (const auto& [metric, value] : sample.values)
    held_.add({.at = now, .subject = slot_, .metric = metric, .value = value, .quality = Quality::ok});
  for (const auto& [metric, why] : sample.failures) {
    trouble_.push_back(fmt::format("{}: {}", to_string(metric), why));
    // Later polls remember it: a series whose every second poll fails is not good.
    if (!sample.at_least.contains(metric))
      held_.add(
          {.at = now, .subject = slot_, .metric = metric, .value = Measure(), .quality = Quality::error});
  }
  for (const auto& [metric, value] : sample.at_least)
    held_.add({.at = now, .subject = slot_, .metric = metric, .value = value, .quality = Quality::error});

  held_.forget(now);
  std::vector<Reading> readings;
  held_.append_to(readings, since, now);
  for (const auto metric : probe_.metrics()) {
    if (sample.at_least.contains(metric)) continue;  // Its lower bound is reported already.
    add_absent(readings, held_,
               {.slot = slot_,
                .metric = metric,
                .quality = sample.failures.contains(metric) ? Quality::error : Quality::missing,
                .sample_every = fleet.sample_every},
               now);
  }
  return readings;
}

}  // namespace muster
