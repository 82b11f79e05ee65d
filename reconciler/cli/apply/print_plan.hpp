#pragma once

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/cli/views/plan/drift_text.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns the layout of plans on this console.
PlanTextOptions plan_options(const Console& console);

/// Prints the plan to `out` in the requested format. Fails with `invalid` if it cannot be written.
Result<Done> print_plan(const Plan& plan, Format format, Console& console);
/// The same; text that does not fit on the terminal is paged. Fails as print_plan does.
Result<Done> print_plan_paged(const Plan& plan, const Settings& settings, Console& console);

/// The same for a plan that only contains drift. Fails as print_plan does.
Result<Done> print_refresh(const Plan& plan, Format format, Console& console, NextStep next);

}  // namespace muster
