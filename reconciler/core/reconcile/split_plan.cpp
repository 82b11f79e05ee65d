#include "reconciler/core/reconcile/split_plan.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "reconciler/core/plan/change/drift.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/cost/alternatives.hpp"
#include "reconciler/core/plan/diff/drift_actions.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {
namespace {

std::set<PoolName> pools_of(const Change& change) {
  return muster::pools_of(names_of({&change}));
}

/// Groups of related changes: each change points to one that represents its group.
class Groups {
 public:
  explicit Groups(std::size_t size) : of_(size) { std::iota(of_.begin(), of_.end(), std::size_t{0}); }
  std::size_t find(std::size_t index) const {
    while (of_[index] != index) index = of_[index];
    return index;
  }
  void join(std::size_t one, std::size_t other) {
    const auto first = find(one);
    const auto second = find(other);
    of_[std::max(first, second)] = std::min(first, second);
  }

 private:
  std::vector<std::size_t> of_;
};

}  // namespace

std::vector<Change> free_changes(const Plan& plan, const ActiveChanges& under_way) {
  std::vector<Change> free;
  std::set<ChangeId> held;
  for (const auto& change : plan.changes) {
    const bool waits = std::any_of(change.after.begin(), change.after.end(),
                                   [&](const ChangeId& before) { return held.contains(before); });
    if (waits || under_way.stands_in_the_way_of(change)) {
      held.insert(change.id);
    } else {
      free.push_back(change);
    }
  }
  return free;
}

std::vector<std::vector<Change>> separate(const std::vector<Change>& changes) {
  std::vector<Change> shared;
  std::copy_if(changes.begin(), changes.end(), std::back_inserter(shared),
               [](const Change& change) { return pools_of(change).empty(); });
  if (!shared.empty()) return {std::move(shared)};
  Groups groups(changes.size());
  std::map<ChangeId, std::size_t> by_id;
  std::map<PoolName, std::size_t> by_pool;
  for (std::size_t i = 0; i < changes.size(); ++i) by_id[changes[i].id] = i;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    for (const auto& before : changes[i].after) {
      const auto found = by_id.find(before);
      if (found != by_id.end()) groups.join(i, found->second);
    }
    for (const auto& pool : pools_of(changes[i])) {
      const auto [first, is_first] = by_pool.try_emplace(pool, i);
      if (!is_first) groups.join(i, first->second);
    }
  }
  std::map<std::size_t, std::vector<Change>> parts;
  for (std::size_t i = 0; i < changes.size(); ++i) parts[groups.find(i)].push_back(changes[i]);
  std::vector<std::vector<Change>> result;
  result.reserve(parts.size());
  for (auto& [first, part] : parts) result.push_back(std::move(part));
  return result;
}

Plan part_of(const Plan& whole, std::vector<Change> changes, const DecisionInputs& inputs, Instant now) {
  std::set<PoolName> pools;
  for (const auto& change : changes) pools.merge(pools_of(change));
  // The order is computed again, so that no change waits for one outside of its part.
  for (auto& change : changes) change.after.clear();
  auto part = assemble(inputs, std::move(changes), now);
  const auto& fleet = inputs.fleet;
  part.cost.at_most = most_that_it_may_cost(fleet, part.changes, part.cost, part.verdict,
                                            window_totals(fleet.approval, inputs.recent, now).increase);
  for (const auto& decision : whole.decisions)
    if (pools.contains(decision.pool)) part.decisions.push_back(decision);
  part.drift = whole.drift;
  part.last_applied_at = whole.last_applied_at;
  part.warnings = whole.warnings;
  part.below_minimum = whole.below_minimum;
  part.blind_rules = whole.blind_rules;
  part.commit = whole.commit;
  part.id = plan_digest(part);
  return part;
}

bool same_changes(const Plan& one, const Plan& other) {
  const auto ids = [](const Plan& plan) {
    std::set<ChangeId> all;
    for (const auto& change : plan.changes) all.insert(change.id);
    return all;
  };
  return ids(one) == ids(other);
}

}  // namespace muster
