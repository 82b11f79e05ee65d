#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// Returns the plans that wait for an approval, as the loop stored them. Fails as the store does.
Result<std::vector<PendingPlan>> waiting_plans(Workspace& workspace);

/// A plan that a person named, and its file; empty if it is in the store.
struct FoundPlan {
  Plan plan;
  std::string file;
};

/// Finds a plan by its file, or a pending one by the first digits of its id. Fails with `not_found` if there
/// is neither, with `invalid` if the digits match several pending plans, and as load_plan does.
Result<FoundPlan> find_plan(const std::string& named, Workspace& workspace);

/// Whether the text is the id or its beginning: at least six digits, with or without "sha256:".
bool means_id(const std::string& named, const std::string& id);

}  // namespace muster
