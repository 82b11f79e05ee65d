#pragma once

#include <cstddef>
#include <string>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// The hidden line that identifies the comment to update: "<!-- muster:plan fleet=fpai -->".
std::string comment_tag(const FleetName& fleet);

struct PlanMarkdownOptions {
  /// A comment on a pull request has at most 65,536 bytes; the program that posts it adds a little.
  std::size_t most_bytes = 60'000;
};

/// A plan as a comment on a pull request: counts, cost, verdict and every destroy are visible at once, the
/// rest is folded. Begins with the comment tag. Never longer than `most_bytes`: details are dropped first,
/// destroys last and never silently.
std::string plan_markdown(const Plan& plan, const PlanMarkdownOptions& options = {});

}  // namespace muster
