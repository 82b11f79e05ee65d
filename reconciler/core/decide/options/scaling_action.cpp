#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

Cause cause_of(const ScalingAction& ask, const Part& part) {
  auto cause = Cause{ask.cause.policy, ask.cause.rule, ask.cause.at, part.says, part.evidence};
  if (cause.says.empty()) cause.says = ask.cause.says;
  if (cause.evidence.empty()) cause.evidence = ask.cause.evidence;
  return cause;
}

}  // namespace muster
