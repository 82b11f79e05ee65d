#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// One line of a plan as people read it: a change, or several that differ in their slots only.
struct PlanRow {
  Action action = Action::update;
  int count = 1;
  std::string label;  ///< "machine.worker/3"; of several: "12 x s-2vcpu-4gb nyc3: worker/41..52".
  std::string what;   ///< "s-1vcpu-2gb -> s-2vcpu-2gb"; empty for several, whose label tells it.
  Money delta;        ///< By month, of all of them together.
  Duration time{0};   ///< Of each.
  Duration downtime{0};
};

/// Changes that the same rules ask for, under what those rules saw.
struct PlanSection {
  std::vector<const Cause*>
      causes;                     ///< One for each rule; of equal rules that saw different things, the first.
  std::vector<std::string> seen;  ///< What the rules saw and say, each once, in the order met.
  std::vector<PlanRow> rows;      ///< By kind and address.
  std::size_t changes = 0;
};

/// The plan's changes by cause. Destroys and replacements always have a row each; other changes that differ
/// in their slots only share one as soon as there are `fold_from` of them.
std::vector<PlanSection> sections_of(const Plan& plan, std::size_t fold_from = 3);

/// What a change does, without where: "s-1vcpu-2gb -> s-2vcpu-2gb", "50 GiB in nyc3".
std::string what_of(const Effect& effect);

/// "overload / cpu-hot (desired-state/policies/overload.yaml:9:7)".
std::string name_of(const Cause& cause);

/// "1..40,52": numbers in ascending order, runs folded; of more than `most` runs the rest is counted.
std::string ranges_of(const std::vector<int>& numbers, std::size_t most);

}  // namespace muster
