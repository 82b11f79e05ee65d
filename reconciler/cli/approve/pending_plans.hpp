#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// The plans that wait for people, as the loop left them in the store.
Result<std::vector<PendingPlan>> waiting_plans(Workspace& workspace);

/// A plan that somebody named, and the file that it is in; no file where it waits in the store.
struct FoundPlan {
  Plan plan;
  std::string file;
};

/// Finds a plan by its file, or a waiting one by the first digits of its id. Fails with `not_found` when
/// there is neither, `invalid` when more than one waits under these digits, and as load_plan does.
Result<FoundPlan> find_plan(const std::string& named, Workspace& workspace);

/// Whether this is, or begins, the id: at least six digits, with or without "sha256:".
bool means_id(const std::string& named, const std::string& id);

}  // namespace muster
