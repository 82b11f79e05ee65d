#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/apply/change_status.hpp"
#include "reconciler/core/apply/outcome.hpp"

namespace muster {

/// Describes the result of an apply: "Apply complete! Resources: 1 added, 2 changed, 0 destroyed.", or the
/// done, failed, skipped and unknown changes, and the command to continue, which is `again`.
std::string apply_report_text(const Plan& plan, const ApplyReport& report, const std::string& again,
                              const Paint& paint);

/// Describes why a plan is stale, object by object: planned, then and now.
std::string stale_text(const std::vector<ChangeStatus>& moved, const Paint& paint);

}  // namespace muster
