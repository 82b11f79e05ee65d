#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/apply/change_status.hpp"
#include "reconciler/core/apply/outcome.hpp"

namespace muster {

/// What came of an apply: "Apply complete! Resources: 1 added, 2 changed, 0 destroyed.", or what was done,
/// failed, skipped and unknown, and how to go on. `again` is the command that goes on.
std::string apply_report_text(const Plan& plan, const ApplyReport& report, const std::string& again,
                              const Paint& paint);

/// Why a plan no longer fits, object by object: planned, then and now side by side.
std::string stale_text(const std::vector<ChangeStatus>& moved, const Paint& paint);

}  // namespace muster
