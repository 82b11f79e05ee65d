#include "reconciler/core/decide/options/scale_down_blocker.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/capacity/scale_down_score.hpp"

namespace muster {
namespace {

std::string too_young(const MachineView& machine, const OptionInputs& option_inputs) {
  const auto& made = machine.machine->created_at;
  const auto& now = option_inputs.view.now;
  if (made > now) return "";
  const auto paid = made + option_inputs.view.inputs.prices.paid_ahead(machine.machine->size);
  if (now < paid) return fmt::format("paid until {} even if it is destroyed", format_instant(paid));
  if (now - made >= option_inputs.policy.min_lifetime) return "";
  return fmt::format("created at {}, and a machine is kept for at least {}", format_instant(made),
                     format_duration(option_inputs.policy.min_lifetime));
}

std::string not_worth_it(const ShrinkScore& score) {
  return score.is_worth_it() ? "" : to_string(score) + ": not worth it under 0.5";
}

}  // namespace

std::string scale_down_blocker(const MachineView& machine, const OptionInputs& option_inputs,
                               const SizeName* smaller) {
  if (machine.machine->busy || machine.under_way)
    return to_string(machine.machine->slot) + " is busy: another operation runs on it";
  auto why = too_young(machine, option_inputs);
  return why.empty() ? not_worth_it(score_of(machine, smaller, option_inputs.view)) : why;
}

}  // namespace muster
