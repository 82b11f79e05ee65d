#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/plan/plan_text.hpp"

namespace muster {

/// A plan for an imagined world beside the plan for the real one.
struct WhatIf {
  std::vector<std::string> imagined;  ///< "load x2", "region nyc3 lost".
  Plan now;                           ///< As things are.
  Plan then;                          ///< As things would be. Never to be applied.
};

/// For people: what is imagined, the plan that follows, and the bill today, then, and after that plan.
std::string what_if_text(const WhatIf& what, const PlanTextOptions& options);
std::string what_if_markdown(const WhatIf& what);
/// For programs: schemas/what-if.schema.json. Not a plan file: it cannot be applied by mistake.
Result<std::string> what_if_json(const WhatIf& what);

}  // namespace muster
