#pragma once

#include "reconciler/cli/console.hpp"
#include "reconciler/cli/settings.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// The plan to `out`, in the format that was asked for. Fails with `invalid` where it cannot be written.
Result<Done> print_plan(const Plan& plan, Format format, Console& console);

}  // namespace muster
