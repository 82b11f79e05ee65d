#pragma once

#include "reconciler/core/apply/resource_ids.hpp"
#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// How a change that turns a machine off treats its agents.
enum class Draining {
  no,
  undo,  ///< They cannot move, but an earlier attempt may have set the machine to accept none.
  yes,
};

/// The inputs of the steps of one change.
struct StepContext {
  const FleetName& fleet;
  const Change& change;
  const ResourceIds& resource_ids;
  const Capabilities& capabilities;
  Draining draining = Draining::yes;
  PlanId plan{};  ///< The plan of the change: snapshots are named after it.
};

}  // namespace muster
