#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

Cause cause_of(const ScalingAction& action, const ResourceTarget& part) {
  auto cause = Cause{.policy = action.cause.policy,
                     .rule = action.cause.rule,
                     .at = action.cause.at,
                     .message = part.message,
                     .evidence = part.evidence};
  if (cause.message.empty()) cause.message = action.cause.message;
  if (cause.evidence.empty()) cause.evidence = action.cause.evidence;
  return cause;
}

}  // namespace muster
