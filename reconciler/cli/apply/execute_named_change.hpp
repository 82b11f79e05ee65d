#pragma once

#include <functional>
#include <string>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Makes a plan for what a person named, from what is seen at this moment.
using NamedPlan = std::function<Result<Plan>(const DecisionInputs& situation, Instant now)>;

/// How a person asked for it.
struct NamedOrder {
  bool auto_approve = false;
  std::string command;  ///< As it was called: what others are shown, and what goes on when something failed.
  LockOptions lock;
};

/// What `adopt` and `release` share: looks, plans, shows, asks; looks and plans once more, because a person
/// takes time; and carries the plan out. A plan that came out differently the second time is stale.
ExitCode carry_out_named(const NamedPlan& plan, const NamedOrder& order, Workspace& workspace,
                         const Settings& settings, Console& console);

}  // namespace muster
