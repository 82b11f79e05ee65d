#include "reconciler/core/forecast/headroom/reactive_fallback.hpp"

#include <algorithm>

#include "reconciler/core/forecast/headroom/apply_rule.hpp"
#include "reconciler/core/forecast/headroom/reactive_baseline.hpp"

namespace muster::forecast {
namespace {

constexpr double kTicksToFirstFall = 2880;  // Ticks: a day.
// In J. Between the two thresholds nothing changes.
constexpr double kWorthFalling = 0.05;
constexpr double kWorthReturning = 0.02;
// A saturated fleet hid the rest of the load from both: assume at least this multiple of its capacity.
constexpr float kHiddenTimes = 2;

/// The load as a fleet of that size would have seen it.
TickInputs seen_by(const FleetSize& fleet, const TickInputs& inputs, bool saturates) {
  auto seen = inputs;
  const auto most = static_cast<float>(fleet.serving);
  if (!saturates || inputs.seen < most) return seen;
  seen.seen = most;
  for (auto& level : seen.levels) level = std::min(level, most);
  return seen;
}

}  // namespace

ReactiveFallback::ReactiveFallback() : by_rules_(1), reactive_(kReactiveMachine) {}

void ReactiveFallback::try_both(const TickInputs& then, const TickInputs& next, int tick,
                                const SimulationOptions& terms, float keep) {
  const auto demand = static_cast<double>(next.full ? next.used * kHiddenTimes : next.used);
  const auto let = [&](FleetSimulation& fleet, const auto& course_of) {
    const auto size = fleet.size(tick);
    const bool full = static_cast<double>(then.used) >= size.serving;
    const auto seen = seen_by(size, then, terms.saturates);
    fleet.keep_to(course_of(seen, size, full), terms.saturates && full, tick, terms.lead_ticks);
    fleet.meet(demand, tick, keep);
  };
  let(by_rules_, [&](const TickInputs& seen, const FleetSize& size, bool full) {
    return apply_rule(then.followed, seen, size, full, terms);
  });
  let(reactive_, [](const TickInputs& seen, const FleetSize& size, bool) {
    return reactive_target(size, static_cast<double>(seen.seen), static_cast<double>(seen.held_reactive));
  });
}

void ReactiveFallback::choose(const SimulationOptions& terms, double weight) {
  if (terms.price_of_overload || terms.without == RecommenderPart::reacting || weight < kTicksToFirstFall) {
    reacts_ = false;
    return;
  }
  auto prices = terms;
  prices.price_of_turn = 0;
  const auto gain = loss_of(by_rules_.record(), prices, weight) - loss_of(reactive_.record(), prices, weight);
  reacts_ = reacts_ ? gain > -kWorthReturning : gain > kWorthFalling;
}

}  // namespace muster::forecast
