#pragma once

#include <string>

#include "reconciler/cli/views/paint.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

struct PlanTextOptions {
  Paint paint{};            ///< Off unless told.
  std::size_t width = 100;  ///< Columns of the terminal; sentences are wrapped to it, figures never.
  std::size_t reasons = 3;  ///< So many things that a group of changes was asked for by are told.
};

/// A plan for people: what happens and why, grouped by cause; what it costs, how long it takes, whether it
/// may be applied; last the summary line in Terraform's grammar. Destroys are never folded or cut.
std::string plan_text(const Plan& plan, const PlanTextOptions& options = {});

/// The same without what it is asked for by: for a plan that was shown a moment ago.
std::string verdict_text(const Verdict& verdict, const PlanTextOptions& options = {});

/// Text in lines of at most `width` columns, broken at spaces only; all but the first begin with `indent`.
std::string wrapped(const std::string& text, std::size_t width, const std::string& indent);

}  // namespace muster
