#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// One line of a plan: a change, or several that differ only in their slots.
struct PlanRow {
  Action action = Action::update;
  int count = 1;
  std::string label;  ///< "machine.worker/3"; of several: "12 x s-2vcpu-4gb nyc3: worker/41..52".
  std::string what;   ///< "s-1vcpu-2gb -> s-2vcpu-2gb"; empty for several, because the label contains it.
  Money delta;        ///< Per month, of all of them together.
  Duration time{0};   ///< Of each.
  Duration downtime{0};
};

/// Changes that the same rules request, with the evidence of those rules.
struct PlanSection {
  std::vector<const Cause*> causes;  ///< One for each rule; of equal rules with different evidence the first.
  /// The evidence of the rules, without duplicates, in the order of the changes.
  std::vector<std::string> seen;
  std::vector<PlanRow> rows;  ///< Sorted by kind and address.
  std::size_t changes = 0;
};

/// Groups the plan's changes by cause. Each destroy and replacement has its own row; other changes that
/// differ only in their slots share one if there are at least `fold_from` of them.
std::vector<PlanSection> sections_of(const Plan& plan, std::size_t fold_from = 3);

/// Describes a change without its place: "s-1vcpu-2gb -> s-2vcpu-2gb", "50 GiB in nyc3".
std::string what_of(const Effect& effect);

/// "overload / cpu-hot (desired-state/policies/overload.yaml:9:7)".
std::string name_of(const Cause& cause);

/// "1..40,52": ascending numbers as ranges; after `most` ranges the rest is counted.
std::string ranges_of(const std::vector<int>& numbers, std::size_t most);

}  // namespace muster
