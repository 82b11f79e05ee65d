#include "reconciler/core/forecast/headroom/apply_rule.hpp"

#include <algorithm>

namespace muster::forecast {

float tolerance_of(const Hold& hold, const SimulationOptions& terms) {
  return terms.without == RecommenderPart::tolerating ? 0 : hold.tolerance;
}

CapacityTarget apply_rule(std::size_t number, const TickInputs& now, const FleetSize& fleet, bool overloaded,
                          const SimulationOptions& terms) {
  const auto rule = rule_at(number);
  const auto follower = static_cast<std::size_t>(rule.follower);
  const auto hold = number / kHeadrooms % kHolds.size();
  const auto headroom = [&](float level, float seen) {
    return static_cast<double>(std::max(rule.factor * level + rule.extra, seen / kFullest));
  };
  CapacityTarget capacity_target;
  capacity_target.rule = rule;
  capacity_target.at_least = std::max(headroom(now.levels[follower], now.seen), 1.0);
  if (overloaded && terms.without != RecommenderPart::escalating) {
    const auto leap = burst_limit_of(terms, escalation_of(terms), now.seen, now.day_peak);
    const float leapt = leap.of(static_cast<float>(fleet.serving), static_cast<float>(fleet.total));
    capacity_target.at_least = std::max(capacity_target.at_least, static_cast<double>(leapt));
    capacity_target.keep = std::max(capacity_target.at_least, fleet.serving);
    return capacity_target;
  }
  capacity_target.keep =
      std::max(capacity_target.at_least, headroom(now.held[follower][hold], now.held_seen[hold]));
  const auto tolerance = static_cast<double>(tolerance_of(rule.hold, terms));
  if (fleet.serving - capacity_target.keep < tolerance * fleet.serving)
    capacity_target.keep = std::max(capacity_target.keep, fleet.serving);
  return capacity_target;
}

}  // namespace muster::forecast
