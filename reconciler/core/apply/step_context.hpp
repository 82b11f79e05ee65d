#pragma once

#include "reconciler/core/apply/bindings.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// How a change that turns a machine off treats its agents.
enum class Draining {
  no,
  undo,  ///< They cannot move, but an earlier attempt may have told the machine to accept none.
  yes,
};

/// The inputs of steps.
struct StepContext {
  const FleetName& fleet;
  const Change& change;
  const Bindings& bindings;
  const Capabilities& capabilities;
  Draining draining = Draining::yes;
  PlanId plan{};
};

}  // namespace muster
