#include "reconciler/core/doctor/check_arrival.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reconciler/core/base/text/first_few.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/policy/check/check_kinds.hpp"
#include "reconciler/core/policy/check/looks_at.hpp"
#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/step.hpp"

namespace muster {

namespace {

/// The metrics that the policies of a pool look at, with the narrowest scope of each.
std::set<std::pair<Metric, Scope>> metrics_of(const World& world, const Pool& pool) {
  std::set<std::pair<Metric, Scope>> metrics;
  for (const auto& policy : world.policies) {
    if (policy.suspended || !selects(policy, pool.name)) continue;
    for (const auto& looks : looks_of(policy)) {
      // A declared number of agents needs no reading.
      if (!looks.counts) metrics.emplace(looks.metric, looks.scope);
    }
  }
  return metrics;
}

bool is_fresh(const Series& series, Duration step, Instant now) {
  const auto newest = std::find_if(series.rbegin(), series.rend(),
                                   [](const Sample& sample) { return sample.quality == Quality::ok; });
  return newest != series.rend() && newest->at >= now - step * 3;
}

class PoolArrival {
 public:
  PoolArrival(const World& world, const Pool& pool, Instant now) : world_(world), pool_(pool), now_(now) {
    for (const auto& [slot, machine] : world.actual.machines) {
      if (slot.pool == pool.name && machine.status == MachineStatus::running) running_.push_back(slot);
    }
  }

  DoctorFindings findings(Metric metric, Scope scope) const {
    const auto step = declared_step(world_.fleet, metric, pool_.name);
    const bool of_pool = is_fresh(world_.readings.series(pool_.name, metric), step, now_);
    std::vector<std::string> silent;
    std::optional<Duration> slowest;
    for (const auto& slot : running_) {
      const auto& series = world_.readings.series(slot, metric);
      if (!is_fresh(series, step, now_)) silent.push_back(to_string(slot));
      if (const auto learnt = learnt_step(series, step, now_))
        slowest = std::max(slowest.value_or(*learnt), *learnt);
    }
    if (scope == Scope::pool && of_pool) silent.clear();
    if (!silent.empty()) return {missing(metric, silent)};
    if (slowest && *slowest > step * 3 / 2) return {slow(metric, *slowest, step)};
    return {};
  }

  bool is_empty() const { return running_.empty(); }

 private:
  DoctorFinding missing(Metric metric, const std::vector<std::string>& silent) const {
    const bool all = silent.size() == running_.size();
    return {.state = all ? FindingState::problem : FindingState::warning,
            .check = "readings",
            .message =
                fmt::format("no {} arrives from {} in pool {}: {}", to_string(metric),
                            all ? "any machine" : plural(static_cast<std::int64_t>(silent.size()), "machine"),
                            pool_.name.value, first_few(silent, 3)),
            .cure = what_would_report(metric) + "; docs/how-to/connect-readings.md"};
  }
  DoctorFinding slow(Metric metric, Duration step, Duration declared) const {
    return {.state = FindingState::warning,
            .check = "readings",
            .message = fmt::format("{} of pool {} arrives every {}, declared is {}", to_string(metric),
                                   pool_.name.value, format_duration(step), format_duration(declared)),
            .cure = fmt::format("sample_every: {} at the source", format_duration(step))};
  }

  const World& world_;
  const Pool& pool_;
  Instant now_;
  std::vector<Slot> running_;
};

}  // namespace

DoctorFindings check_arrival(const World& world, Instant now) {
  DoctorFindings findings;
  int machines = 0;
  for (const auto& pool : world.fleet.pools) {
    const PoolArrival arrival(world, pool, now);
    if (arrival.is_empty()) continue;
    ++machines;
    std::set<Metric> told;
    for (const auto& [metric, scope] : metrics_of(world, pool)) {
      if (told.contains(metric)) continue;
      auto found = arrival.findings(metric, scope);
      if (!found.empty()) told.insert(metric);
      for (auto& one : found) findings.push_back(std::move(one));
    }
  }
  if (!findings.empty()) return findings;
  if (machines == 0)
    return {{.state = FindingState::skipped,
             .check = "readings",
             .message = "no machine runs yet, so no reading can arrive"}};
  return {
      {.check = "readings", .message = "each metric of the policies arrives from each machine, at its step"}};
}

}  // namespace muster
