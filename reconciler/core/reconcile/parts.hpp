#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"
#include "reconciler/core/reconcile/under_way.hpp"

namespace muster {

/// The changes that may begin beside what is under way, without those that have to come behind one that may
/// not; in the plan's order.
std::vector<Change> free_changes(const Plan& plan, const UnderWay& under_way);

/// The changes in groups that have nothing to do with each other: of other pools, and in no order between
/// them. So that what needs a person in one pool keeps no other pool waiting. Each group in the order given.
/// What belongs to no pool, such as the fleet's network, is a group of its own, and the only one of its
/// round: the pools stand on it.
std::vector<std::vector<Change>> separate(const std::vector<Change>& changes);

/// A plan of its own for some of another plan's changes, with their cost, verdict and id.
Plan part_of(const Plan& whole, std::vector<Change> changes, const DecisionInputs& situation, Instant now);

/// Whether two plans come to the same changes of the same objects, whatever readings they were made from.
bool same_changes(const Plan& one, const Plan& other);

}  // namespace muster
