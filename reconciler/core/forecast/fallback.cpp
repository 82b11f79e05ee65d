#include "reconciler/core/forecast/fallback.hpp"

#include <algorithm>

#include "reconciler/core/forecast/plain_reaction.hpp"
#include "reconciler/core/forecast/rule_course.hpp"

namespace muster::forecast {
namespace {

constexpr double kTicksToFirstFall = 2880;  // Ticks: a day.
// In J. Between the two thresholds nothing changes.
constexpr double kWorthFalling = 0.05;
constexpr double kWorthReturning = 0.02;
// A saturated fleet hid the rest of the load from both: assume at least this multiple of its capacity.
constexpr float kHiddenTimes = 2;

/// The load as a fleet of that size would have seen it.
Sight seen_by(const FleetSize& fleet, const Sight& sight, bool saturates) {
  auto seen = sight;
  const auto most = static_cast<float>(fleet.serving);
  if (!saturates || sight.seen < most) return seen;
  seen.seen = most;
  for (auto& level : seen.levels) level = std::min(level, most);
  return seen;
}

}  // namespace

Fallback::Fallback() : steered_(1), plain_(kPlainMachine) {}

void Fallback::try_both(const Sight& then, const Sight& next, int tick, const TrialTerms& terms, float keep) {
  const auto demand = static_cast<double>(next.full ? next.seen * kHiddenTimes : next.seen);
  const auto let = [&](TrialFleet& fleet, const auto& course_of) {
    const auto size = fleet.size(tick);
    const bool full = static_cast<double>(then.seen) >= size.serving;
    const auto seen = seen_by(size, then, terms.saturates);
    fleet.keep_to(course_of(seen, size, full), terms.saturates && full, tick, terms.lead_ticks);
    fleet.meet(demand, tick, keep);
  };
  let(steered_, [&](const Sight& seen, const FleetSize& size, bool full) {
    return course_by_rule(then.followed, seen, size, full, terms);
  });
  let(plain_, [](const Sight& seen, const FleetSize& size, bool) {
    return react_plainly(size, static_cast<double>(seen.seen), static_cast<double>(seen.held_plainly));
  });
}

void Fallback::choose(const TrialTerms& terms, double weight) {
  if (terms.price_of_overload || terms.without == PilotPart::reacting || weight < kTicksToFirstFall) {
    reacts_ = false;
    return;
  }
  auto prices = terms;
  prices.price_of_turn = 0;
  const auto gain = loss_of(steered_.record(), prices, weight) - loss_of(plain_.record(), prices, weight);
  reacts_ = reacts_ ? gain > -kWorthReturning : gain > kWorthFalling;
}

}  // namespace muster::forecast
