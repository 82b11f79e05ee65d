#pragma once

#include "reconciler/core/apply/bindings.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// What a change that takes a machine off does about its agents.
enum class Draining {
  no,
  undo,  ///< They have nowhere to go, but an earlier try may have told the machine to take none.
  yes,
};

/// What steps are spelled out from.
struct StepContext {
  const FleetName& fleet;
  const Change& change;
  const Bindings& bindings;
  const Capabilities& capabilities;
  Draining draining = Draining::yes;
  PlanId plan{};
};

}  // namespace muster
