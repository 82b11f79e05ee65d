#include "reconciler/core/policy/check/check_kinds.hpp"

#include "reconciler/core/policy/check/check_forecast.hpp"
#include "reconciler/core/policy/check/check_schedule.hpp"
#include "reconciler/core/policy/check/check_spare.hpp"
#include "reconciler/core/policy/check/check_target.hpp"
#include "reconciler/core/policy/check/check_threshold.hpp"
#include "reconciler/core/policy/check/check_tiers.hpp"
#include "reconciler/core/policy/check/check_unused.hpp"

namespace muster {

Diagnostics check_rule(const CheckInputs& inputs) {
  return std::visit([&](const auto& kind) { return check_kind(kind, inputs); }, inputs.policy.rule);
}

std::vector<LooksAt> looks_of(const Policy& policy) {
  return std::visit([&](const auto& kind) { return looks_of(kind, policy); }, policy.rule);
}

}  // namespace muster
