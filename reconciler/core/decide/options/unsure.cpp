#include "reconciler/core/decide/options/unsure.hpp"

#include "reconciler/core/decide/load/silence.hpp"

namespace muster {

void limit_silence(ScalingAction& action, const PoolView& view, Metric metric, Scope scope) {
  const auto hold = silence_hold(view, metric, scope);
  action.blinds_itself_only = !hold.holds;
  action.unsure_until = hold.until;
}

}  // namespace muster
