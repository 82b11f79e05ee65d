#pragma once

#include <cstddef>
#include <string>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// The hidden line by which whoever posts finds the comment to update: "<!-- muster:plan fleet=fpai -->".
std::string comment_tag(const FleetName& fleet);

struct PlanMarkdownOptions {
  std::size_t most_bytes = 60'000;  ///< Pull request comments hold 65,536; whoever posts adds a little.
};

/// A plan as a comment on a pull request: counts, cost, verdict and every destroy at once visible, the rest
/// to be unfolded. Begins with the comment tag. Never longer than told: details give way first, destroys last
/// and never silently.
std::string plan_markdown(const Plan& plan, const PlanMarkdownOptions& options = {});

}  // namespace muster
