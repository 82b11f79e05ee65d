#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"
#include "reconciler/core/reconcile/active_changes.hpp"

namespace muster {

/// Returns the changes that may start beside the running applies, without those that depend on a change that
/// may not; in the plan's order.
std::vector<Change> free_changes(const Plan& plan, const ActiveChanges& under_way);

/// Splits the changes into independent groups: of different pools and without an order between them. So a
/// change that needs an approval does not delay other pools. Each group keeps the given order. Changes of no
/// pool, such as the fleet's network, are a group of their own. It is the only group of its round, because
/// the pools depend on it.
std::vector<std::vector<Change>> separate(const std::vector<Change>& changes);

/// Makes a plan of some of another plan's changes, with their own cost, verdict and id.
Plan part_of(const Plan& whole, std::vector<Change> changes, const DecisionInputs& inputs, Instant now);

/// Whether two plans have the same changes of the same objects, independent of their readings.
bool same_changes(const Plan& one, const Plan& other);

}  // namespace muster
