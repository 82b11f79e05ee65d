#include "reconciler/core/decide/options/scale_down_blocker.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/capacity/scale_down_score.hpp"

namespace muster {
namespace {

std::string too_young(const MachineView& machine, const OptionInputs& terms) {
  const auto& made = machine.machine->created_at;
  const auto& now = terms.view.now;
  if (made > now) return "";
  const auto paid = made + terms.view.situation.prices.paid_ahead(machine.machine->size);
  if (now < paid) return fmt::format("paid for until {} whatever becomes of it", format_instant(paid));
  if (now - made >= terms.policy.min_lifetime) return "";
  return fmt::format("made at {}, and a machine lives {} at least", format_instant(made),
                     format_duration(terms.policy.min_lifetime));
}

std::string not_worth_it(const ShrinkScore& score) {
  return score.is_worth_it() ? "" : to_string(score) + ": not worth it under 0.5";
}

}  // namespace

std::string why_it_stays(const MachineView& machine, const OptionInputs& terms, const SizeName* smaller) {
  if (machine.machine->busy || machine.under_way)
    return to_string(machine.machine->slot) + " is busy: something is done to it";
  auto why = too_young(machine, terms);
  return why.empty() ? not_worth_it(score_of(machine, smaller, terms.view)) : why;
}

}  // namespace muster
