#pragma once

#include <functional>
#include <string>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Makes a plan for an object that a person named, from the present observation. Fails as plan_adoption and
/// plan_release do.
using NamedPlan = std::function<Result<Plan>(const DecisionInputs& inputs, Instant now)>;

/// The request of a person.
struct NamedChangeOptions {
  bool auto_approve = false;
  /// The command as typed: shown to other processes, and printed as the command to continue after a failure.
  std::string command;
  LockOptions lock;
};

/// The common part of `adopt` and `release`. It observes, plans, prints the plan and asks. Then it observes
/// and plans again, because the answer takes time, and executes the plan. If the second plan differs, it is
/// stale.
ExitCode execute_named_change(const NamedPlan& plan, const NamedChangeOptions& order, Workspace& workspace,
                              const Settings& settings, Console& console);

}  // namespace muster
