#include "reconciler/core/decide/learn_steered.hpp"

#include <algorithm>

#include "reconciler/core/decide/pool_units.hpp"

namespace muster {
namespace {

/// Where nothing was measured yet.
constexpr Duration kBootUnlessMeasured = 60s;
/// So far back the first look goes: a pilot begins with what there is.
constexpr Duration kFirstReach = 2h;
/// A share of what serves from which on percents show no more than that it is full.
constexpr double kFull = 0.99;

Duration boot_of(const Knowledge& known, const PoolView& view) {
  const auto& regions = regions_of(view.situation.fleet, view.pool);
  const auto region = regions.empty() ? Region{} : regions.front();
  return boot_time(known, largest_size(view), region).value_or(kBootUnlessMeasured);
}

/// A boot takes so many ticks, begun ones counted. What was taken for it so far holds while it is about
/// right.
int lead_ticks(Duration boot, int so_far) {
  using forecast::kPilotTick;
  if (so_far > 0 && boot > kPilotTick * (so_far - 2) && boot <= kPilotTick * so_far + 5s) return so_far;
  return static_cast<int>(std::max<std::int64_t>(1, (boot + kPilotTick - 1s) / kPilotTick));
}

void learn_one(Knowledge& known, const TargetLoad& wanted, const PoolView& view) {
  const std::pair key(view.pool.name, wanted.metric);
  const auto boot = boot_of(known, view);
  auto found = known.steered.find(key);
  if (found == known.steered.end()) {
    forecast::TrialTerms terms;
    terms.lead_ticks = lead_ticks(boot, 0);
    terms.saturates = wanted.metric != Metric::agents;
    found = known.steered.emplace(key, forecast::SteeredLoad(terms)).first;
  }
  auto& steered = found->second;
  const int lead = lead_ticks(boot, steered.pilot.lead());
  if (lead != steered.pilot.lead()) steered.pilot.set_lead(lead);

  const auto reach = steered.learnt_until == Instant{} ? kFirstReach : view.now - steered.learnt_until;
  const auto load = load_of(view, wanted.metric, reach);
  const PoolUnits units(wanted, view);
  for (const auto& sample : load.series) {
    if (sample.quality != Quality::ok || sample.at <= steered.learnt_until) continue;
    const auto shown = sample.value.as_double() / 100 * static_cast<double>(load.capacity);
    const bool newest = &sample == &load.series.back();
    const bool full = wanted.metric != Metric::agents &&
                      (newest ? load.full : shown >= kFull * static_cast<double>(load.serving));
    forecast::take(steered, sample.at, {units.used(sample.value, load.capacity), full});
  }
}

}  // namespace

void learn_steered(Knowledge& known, const Target& target, const PoolView& view) {
  if (target.headroom != Headroom::learned || view.machines.empty()) return;
  for (const auto& wanted : target.loads) learn_one(known, wanted, view);
}

}  // namespace muster
