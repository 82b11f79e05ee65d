#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_markdown.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/simulate/policy_diff/review.hpp"

namespace muster {

/// Describes the effect of a change of the declared files for people: the replay with both versions, the
/// objects that each would have destroyed, and the plans of this moment. Ends with the plan's summary line.
std::string policy_diff_text(const Review& review, const PlanTextOptions& options = {});

/// The same as a comment on a pull request: counts, cost and every destroy are visible at once, the rest is
/// folded. Begins with the comment tag. Never longer than `most_bytes`: folded parts are dropped first, with
/// a note about their size. Destroys are shortened to ranges of names before any of them is dropped.
std::string policy_diff_markdown(const Review& review, const PlanMarkdownOptions& options = {});

/// As in schemas/against.schema.json.
std::string policy_diff_json(const Review& review);

/// One figure with the base's files, with the changed files, and the difference.
struct ReviewFigure {
  std::string name;  ///< "bill of this time".
  std::string before;
  std::string after;
  std::string difference;  ///< Empty if there is none.
  bool heading = false;    ///< One of the main figures.
};
std::vector<ReviewFigure> figures_of(const Review& review);
/// Figures of the changes by kind: "create machine".
std::vector<ReviewFigure> kinds_of(const Review& review);

/// "The last 3d, evaluated every 5m: 2026-11-20T20:00:00Z to 2026-11-23T20:00:00Z, 865 evaluations"
std::string days_of(const Review& review);

}  // namespace muster
