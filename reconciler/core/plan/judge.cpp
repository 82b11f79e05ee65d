#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/core/plan/make_plan.hpp"

namespace muster {
namespace {

/// Whether something that bills, holds data or protects is gone afterwards. Ending an attachment or a
/// membership loses nothing that is not destroyed by a change of its own.
bool destroys(const Change& change) {
  if (change.action != Action::destroy && change.action != Action::replace) return false;
  return !std::holds_alternative<DetachVolume>(change.effect) &&
         !std::holds_alternative<LeaveBalancer>(change.effect);
}

bool destroys_data(const Change& change) {
  return std::holds_alternative<DestroyVolume>(change.effect);
}

/// "3 are destroyed: machine.worker/2, machine.worker/3 and 1 more".
std::string named(const std::vector<const Change*>& changes) {
  constexpr std::size_t kNamed = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), kNamed); ++i) {
    text += (i == 0 ? "" : ", ") + changes[i]->address;
  }
  if (changes.size() > kNamed) text += fmt::format(" and {} more", changes.size() - kNamed);
  return text;
}

std::vector<std::string> money_refusals(const Fleet& fleet, const Cost& cost) {
  const auto& cap = fleet.budget.monthly_cap;
  if (!cap || cost.after.monthly <= *cap || cost.delta().monthly <= Money{}) return {};
  return {fmt::format("it would cost {} a month, above the cap of {}", format_money(cost.after.monthly),
                      format_money(*cap))};
}

std::vector<std::string> bound_refusals(const Fleet& fleet, const std::vector<Change>& changes,
                                        const ActualState& actual) {
  std::map<PoolName, int> before;
  std::map<PoolName, int> created;
  std::map<PoolName, int> destroyed;
  for (const auto& [slot, machine] : actual.machines) ++before[slot.pool];
  for (const auto& change : changes) {
    if (const auto* e = std::get_if<CreateMachine>(&change.effect)) ++created[e->slot.pool];
    if (const auto* e = std::get_if<AdoptMachine>(&change.effect)) ++created[e->slot.pool];
    if (const auto* e = std::get_if<DestroyMachine>(&change.effect)) ++destroyed[e->slot.pool];
  }
  std::vector<std::string> reasons;
  for (const auto& pool : fleet.pools) {
    const int after = before[pool.name] + created[pool.name] - destroyed[pool.name];
    if (after > pool.max && created[pool.name] > 0) {
      reasons.push_back(fmt::format("pool {} would have {} machines, it allows {} at most", pool.name.value,
                                    after, pool.max));
    }
    if (after < pool.min && destroyed[pool.name] > 0) {
      reasons.push_back(fmt::format("pool {} would have {} machines, it needs {} at least", pool.name.value,
                                    after, pool.min));
    }
  }
  return reasons;
}

std::vector<std::string> gap_refusals(const std::vector<Change>& changes, const ActualState& actual) {
  const bool needs_all = std::any_of(changes.begin(), changes.end(),
                                     [](const Change& change) { return change.action != Action::update; });
  if (actual.complete() || !needs_all) return {};
  return {"a part of the actual state could not be seen (" + actual.gaps.front() +
          "), and nothing may be created or destroyed until it can"};
}

std::vector<std::string> approval_reasons(const Fleet& fleet, const std::vector<Change>& changes,
                                          const Cost& cost, Money recent_increase) {
  std::vector<std::string> reasons;
  std::vector<const Change*> gone;
  std::vector<const Change*> data;
  for (const auto& change : changes) {
    if (destroys_data(change)) {
      data.push_back(&change);
    } else if (destroys(change)) {
      gone.push_back(&change);
    }
  }
  if (!data.empty()) {
    reasons.push_back(fmt::format("data is destroyed, which always needs a person: {}", named(data)));
  }
  if (!gone.empty() && !fleet.approval.auto_destroy) {
    reasons.push_back(fmt::format("{} {} destroyed or replaced: {}", gone.size(),
                                  gone.size() == 1 ? "object is" : "objects are", named(gone)));
  }
  const auto delta = cost.delta().monthly;
  const auto limit = fleet.approval.auto_below_month;
  if (delta > Money{} && delta + recent_increase >= limit) {
    auto reason = fmt::format("{} a month", format_money_change(delta));
    if (recent_increase > Money{}) {
      reason += fmt::format(" and the {} of the last {} together", format_money_change(recent_increase),
                            format_duration(fleet.approval.window));
    }
    reasons.push_back(reason + fmt::format(" {} not below the limit of {} for automatic approval",
                                           recent_increase > Money{} ? "are" : "is", format_money(limit)));
  }
  return reasons;
}

std::string why_allowed(const Fleet& fleet, const Cost& cost, Money recent_increase) {
  const auto delta = cost.delta().monthly;
  if (delta <= Money{}) return "it does not raise the monthly cost and destroys nothing that needs a person";
  auto text = fmt::format("{} a month is below the limit of {} for automatic approval",
                          format_money_change(delta), format_money(fleet.approval.auto_below_month));
  if (recent_increase > Money{}) {
    text += fmt::format(", also with the {} of the last {}", format_money_change(recent_increase),
                        format_duration(fleet.approval.window));
  }
  return text;
}

}  // namespace

Verdict judge(const Fleet& fleet, const std::vector<Change>& changes, const Cost& cost,
              const ActualState& actual, Money recent_increase) {
  if (changes.empty()) return {Permission::nothing_to_do, {}};
  std::vector<std::string> refusals;
  for (auto more :
       {gap_refusals(changes, actual), bound_refusals(fleet, changes, actual), money_refusals(fleet, cost)}) {
    refusals.insert(refusals.end(), more.begin(), more.end());
  }
  if (!refusals.empty()) return {Permission::refused, std::move(refusals)};
  auto reasons = approval_reasons(fleet, changes, cost, recent_increase);
  if (!reasons.empty()) return {Permission::needs_approval, std::move(reasons)};
  return {Permission::allowed, {why_allowed(fleet, cost, recent_increase)}};
}

}  // namespace muster
