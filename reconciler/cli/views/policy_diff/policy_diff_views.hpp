#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_markdown.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/rerun/review.hpp"

namespace muster {

/// What a change of the declared files comes to, for people: the days once more under both, what would have
/// gone for good, and what would be done right now. Ends with the plan's summary line.
std::string against_text(const Review& review, const PlanTextOptions& options = {});

/// The same as a comment on a pull request: counts, cost and every destroy at once visible, the rest to be
/// unfolded. Begins with the comment tag. Never longer than told: what is folded gives way first and says how
/// much is left out; destroys are told in less room, down to ranges of names, before any of them is left out.
std::string against_markdown(const Review& review, const PlanMarkdownOptions& options = {});

/// As schemas/against.schema.json has it.
std::string against_json(const Review& review);

/// One figure under the base's files, under the changed ones, and the difference.
struct ReviewFigure {
  std::string name;  ///< "bill of this time".
  std::string before;
  std::string after;
  std::string difference;  ///< Empty where there is none.
  bool heading = false;    ///< One that people look at first.
};
std::vector<ReviewFigure> figures_of(const Review& review);
/// Of the changes by kind: "create machine".
std::vector<ReviewFigure> kinds_of(const Review& review);

/// "the last 3d, looked at every 5m: 2026-11-20T20:00:00Z to 2026-11-23T20:00:00Z, 865 looks"
std::string days_of(const Review& review);

}  // namespace muster
