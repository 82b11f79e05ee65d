#include "reconciler/core/reconcile/round.hpp"

namespace muster {

const char* to_string(RoundStep step) {
  switch (step) {
    case RoundStep::lead:
      return "lead";
    case RoundStep::recover:
      return "recover";
    case RoundStep::follow:
      return "follow";
    case RoundStep::observe:
      return "observe";
    case RoundStep::propose:
      return "propose";
    case RoundStep::judge:
      return "judge";
    case RoundStep::apply:
      return "apply";
    case RoundStep::record:
      return "record";
  }
  return "";
}

const Error* error_of(const Round& round, RoundStep step) {
  for (const auto& taken : round.steps)
    if (taken.step == step && taken.error) return &*taken.error;
  return nullptr;
}

}  // namespace muster
