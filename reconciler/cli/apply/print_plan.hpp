#pragma once

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// How plans are shown on this console.
PlanTextOptions plan_options(const Console& console);

/// The plan to `out`, in the format that was asked for. Fails with `invalid` where it cannot be written.
Result<Done> print_plan(const Plan& plan, Format format, Console& console);
/// The same; text that does not fit on the terminal is paged.
Result<Done> print_plan_paged(const Plan& plan, const Settings& settings, Console& console);

/// The same of a plan that only tells what was changed outside muster.
Result<Done> print_refresh(const Plan& plan, Format format, Console& console);

}  // namespace muster
