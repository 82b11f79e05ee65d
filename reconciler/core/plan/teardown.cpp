#include "reconciler/core/plan/teardown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/bill/strays.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/diff/diff.hpp"
#include "reconciler/core/plan/order/order.hpp"
#include "reconciler/core/plan/verdict/refusals.hpp"

namespace muster {

namespace {

constexpr Duration kHolds = std::chrono::hours(1);

Cause asked_for(const Fleet& fleet) {
  Cause cause;
  cause.rule = "destroy";
  cause.message = "a person ran muster destroy for fleet " + fleet.name.value;
  return cause;
}

/// A volume on a machine that is not the fleet's is in use there: it stays, and bills.
void add_lent_volumes(const ActualState& actual, const PriceList& prices, const std::vector<Change>& changes,
                      std::vector<std::string>& stays) {
  for (const auto& [slot, volume] : actual.volumes) {
    const bool goes = std::any_of(changes.begin(), changes.end(), [&id = volume.id](const Change& change) {
      const auto* destroy = std::get_if<DestroyVolume>(&change.effect);
      return destroy && destroy->id == id;
    });
    if (goes) continue;
    stays.push_back(fmt::format("volume {} ({} GiB, id {}) stays{}, and bills {} a month", to_string(slot),
                                volume.size_gib, volume.id.value,
                                volume.attached_to ? " on machine " + volume.attached_to->value : "",
                                format_money(prices.of_volume(volume.size_gib).monthly)));
  }
}

std::vector<std::string> what_stays(const ActualState& actual, const PriceList& prices,
                                    const std::vector<Change>& changes) {
  auto stays = actual.remarks;
  add_lent_volumes(actual, prices, changes, stays);
  constexpr std::size_t kListed = 20;
  const auto strays = strays_of(actual, prices);
  for (std::size_t i = 0; i < std::min(strays.size(), kListed); ++i)
    stays.push_back(strays[i].message + "; it stays until removed by hand");
  for (const auto& rest : rest_of(strays, kListed))
    stays.push_back(rest + "; they stay until removed by hand");
  if (actual.network) stays.push_back("network " + actual.network->name + " stays: it costs nothing");
  return stays;
}

}  // namespace

Plan plan_teardown(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                   const Capabilities& capabilities, Instant now) {
  DesiredState nothing;
  nothing.fleet = fleet.name;
  Plan plan;
  plan.fleet = fleet.name;
  // Volumes of a declared pool would be kept, because they are data: so no pool is declared.
  auto undeclared = fleet;
  undeclared.pools.clear();
  plan.changes = diff(undeclared, nothing, actual, prices, capabilities);
  for (auto& change : plan.changes) change.because = {asked_for(fleet)};
  order(fleet, plan.changes);
  plan.cost = cost_of(fleet, actual, plan.changes, prices);
  plan.inputs.declared = fleet.content;
  plan.inputs.prices = fingerprint_of(prices);
  plan.inputs.prices_dated = prices.dated;
  plan.inputs.actual = fingerprint_of(actual);
  plan.verdict = plan.changes.empty()
                     ? Verdict{Permission::nothing_to_do, {}}
                     : Verdict{Permission::needs_approval, {"destroying a fleet always needs an approval"}};
  const auto broken = guard_refusals_of({.fleet = fleet,
                                         .changes = plan.changes,
                                         .cost = plan.cost,
                                         .actual = actual,
                                         .window_totals = {},
                                         .now = now});
  if (!broken.empty()) plan.verdict = {Permission::refused, broken};
  plan.warnings = what_stays(actual, prices, plan.changes);
  plan.made_at = now;
  plan.valid_until = now + kHolds;
  plan.id = plan_digest(plan);
  return plan;
}

}  // namespace muster
