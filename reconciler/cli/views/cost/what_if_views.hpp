#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/plan/plan_text.hpp"

namespace muster {

/// A plan under assumptions beside the real plan.
struct WhatIf {
  std::vector<std::string> imagined;  ///< "load x2", "region nyc3 lost".
  Plan now;                           ///< The real plan.
  Plan then;                          ///< The plan under the assumptions. It must never be applied.
};

/// For people: the assumptions, the plan, and the bill today, under the assumptions, and after that plan.
std::string what_if_text(const WhatIf& what, const PlanTextOptions& options);
std::string what_if_markdown(const WhatIf& what);
/// For programs: schemas/what-if.schema.json. It is no plan file, so it cannot be applied by mistake. Fails
/// as write_plan does.
Result<std::string> what_if_json(const WhatIf& what);

}  // namespace muster
