#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

Cause cause_of(const ScalingAction& action, const ResourceTarget& part) {
  auto cause = Cause{action.cause.policy, action.cause.rule, action.cause.at, part.message, part.evidence};
  if (cause.message.empty()) cause.message = action.cause.message;
  if (cause.evidence.empty()) cause.evidence = action.cause.evidence;
  return cause;
}

}  // namespace muster
