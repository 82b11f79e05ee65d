#include "reconciler/core/alert/pool_alerts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/flapping.hpp"

namespace muster {
namespace {

/// Limits that only a person can change.
bool holds_for_long(Clamp::Kind kind) {
  return kind == Clamp::Kind::bounds || kind == Clamp::Kind::money || kind == Clamp::Kind::account_limit;
}

bool wants_more(const Decision& decision) {
  return std::any_of(
      decision.recommendations.begin(), decision.recommendations.end(),
      [](const Recommendation& recommendation) { return recommendation.direction == Direction::up; });
}

void add_held_growth(const Decision& decision, Instant now, RoundAlerts& into) {
  if (!wants_more(decision)) return;
  for (const auto& clamp : decision.clamps) {
    if (!holds_for_long(clamp.kind)) continue;
    into.firing.push_back({.name = AlertName::growth_held,
                           .subject = decision.pool.value,
                           .summary = fmt::format("pool {} needs more than its limits allow: {}",
                                                  decision.pool.value, clamp.message),
                           .labels = {{"held_by", to_string(clamp.kind)}},
                           .since = now});
  }
}

/// A pool without its minimum does not serve as declared, whatever holds it: that is worse than held growth.
void add_below_minimum(const Plan& plan, Instant now, RoundAlerts& into) {
  for (const auto& below : plan.below_minimum) {
    into.firing.push_back({.name = AlertName::growth_held,
                           .subject = below.pool.value,
                           .severity = AlertSeverity::critical,
                           .summary = below.message,
                           .labels = {{"held_by", "minimum"}},
                           .since = now});
  }
}

void add_flapping(const PoolView& view, Instant now, RoundAlerts& into) {
  const int reversals = reversals_of(view);
  if (reversals <= flap_budget_of(view)) return;
  into.firing.push_back({.name = AlertName::flapping,
                         .subject = view.pool.name.value,
                         .summary = fmt::format("pool {} changed between growing and shrinking {} times "
                                                "within an hour; muster does not scale it down",
                                                view.pool.name.value, reversals),
                         .since = now});
}

void add_burst(const World& world, Instant now, RoundAlerts& into) {
  const auto lately = [&](const RecentChange& change) {
    return change.kind == RecentChange::Kind::create_machine && change.finished_at > now - Duration(1h) &&
           change.finished_at <= now;
  };
  const auto created = std::count_if(world.recent.begin(), world.recent.end(), lately);
  const auto there = static_cast<std::ptrdiff_t>(world.actual.machines.size());
  if (created < kBurstOfCreates || created * 2 < there) return;
  into.firing.push_back(
      {.name = AlertName::create_burst,
       .subject = "fleet",
       .summary = fmt::format("{} machines were created within an hour; there are {} now", created, there),
       .since = now});
}

}  // namespace

void add_pool_alerts(const World& world, const Proposal& proposal, Instant now, RoundAlerts& into) {
  for (const auto& decision : proposal.decisions) add_held_growth(decision, now, into);
  add_below_minimum(proposal.plan, now, into);
  const auto inputs = decision_inputs_of(world);
  for (const auto& pool : world.fleet.pools) add_flapping(view_of(inputs, pool, now), now, into);
  add_burst(world, now, into);
}

}  // namespace muster
