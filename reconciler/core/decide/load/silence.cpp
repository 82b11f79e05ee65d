#include "reconciler/core/decide/load/silence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/step.hpp"

namespace muster {
namespace {

const Series& series_of(const PoolView& view, const Subject& subject, Metric metric) {
  return view.inputs.readings.series(subject, metric);
}

/// Whether a reading arrived, ok or failed.
bool came(const Series& series, Instant now) {
  return std::any_of(series.begin(), series.end(), [&](const Sample& sample) {
    return sample.at <= now && (sample.quality == Quality::ok || sample.quality == Quality::error);
  });
}

bool came_for_pool(const PoolView& view, Metric metric) {
  return came(series_of(view, view.subject, metric), view.now);
}

/// A step within 10% of the declared one counts as declared, so that groups by step remain stable.
Duration settled(Duration learnt, Duration declared) {
  if (learnt * 10 >= declared * 9 && learnt * 10 <= declared * 11) return declared;
  return std::max<Duration>(std::chrono::round<std::chrono::seconds>(learnt), 1s);
}

SilenceHold until_an_hour_after(Instant last, Instant now) {
  if (last + kSilenceHolds <= now) return {};
  return {true, last + kSilenceHolds};
}

SilenceHold hold_of_machines(const PoolView& view, Metric metric) {
  const auto newest = newest_reading(view, metric);
  int fresh = 0;
  std::optional<Instant> last;
  std::optional<Instant> made;
  for (const auto& machine : view.machines) {
    const auto signal = summarise(series_of(view, machine.subject, metric), newest, view.now);
    fresh += signal.quality == Quality::ok ? 1 : 0;
    made = std::max(made.value_or(machine.machine->created_at), machine.machine->created_at);
    if (signal.newest.at != Instant{}) last = std::max(last.value_or(signal.newest.at), signal.newest.at);
  }
  if (fresh > 0 || !made) return {true, {}};
  return until_an_hour_after(last.value_or(*made), view.now);
}

}  // namespace

Window newest_reading(const PoolView& view, Metric metric) {
  return {Duration(0), declared_step(view.inputs.fleet, metric, view.pool.name), {}};
}

std::optional<Measure> newest_on(const MachineView& machine, Metric metric, const PoolView& view) {
  const auto signal =
      summarise(series_of(view, machine.subject, metric), newest_reading(view, metric), view.now);
  return signal.quality == Quality::ok ? std::optional(signal.newest.value) : std::nullopt;
}

Duration step_of(const PoolView& view, Metric metric) {
  const auto declared = declared_step(view.inputs.fleet, metric, view.pool.name);
  if (const auto own = learnt_step(series_of(view, view.subject, metric), declared, view.now))
    return settled(*own, declared);
  std::vector<Duration> steps;
  for (const auto& machine : view.machines) {
    if (const auto step = learnt_step(series_of(view, machine.subject, metric), declared, view.now))
      steps.push_back(*step);
  }
  if (steps.empty()) return declared;
  const auto most = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) * 3 / 5);
  std::nth_element(steps.begin(), most, steps.end());
  return settled(*most, declared);
}

Window pool_window(const PoolView& view, Metric metric, Duration length) {
  auto window = view.window_for_pool(metric, length);
  window.sample_every = std::max(window.sample_every, std::min(step_of(view, metric), kLongestLearnt));
  return window;
}

Duration reach_of(const Window& window) {
  return window.length * 2 + longest_gap(window) + 4 * window.sample_every;
}

bool is_reported(const PoolView& view, Metric metric) {
  if (reports_of(view.inputs.fleet, metric, view.pool.name) == Reports::always) return true;
  if (came_for_pool(view, metric)) return true;
  if (metric == Metric::agents && came(series_of(view, FleetWide{}, metric), view.now)) return true;
  return std::any_of(view.machines.begin(), view.machines.end(), [&](const MachineView& machine) {
    return came(series_of(view, machine.subject, metric), view.now);
  });
}

SilenceHold silence_hold(const PoolView& view, Metric metric, Scope scope) {
  if (!is_reported(view, metric)) return {};
  if (scope == Scope::machine || !came_for_pool(view, metric)) return hold_of_machines(view, metric);
  const auto signal =
      summarise(series_of(view, view.subject, metric), newest_reading(view, metric), view.now);
  if (signal.quality == Quality::ok) return {true, {}};
  return until_an_hour_after(signal.newest.at, view.now);
}

std::string describe_hold(const std::optional<Instant>& until) {
  if (!until) return "";
  return fmt::format(" before {} unless readings return", format_instant(*until));
}

}  // namespace muster
