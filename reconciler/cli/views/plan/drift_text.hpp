#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text_options.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// "Changed outside muster since ...:" and a line for each attribute; empty without drift.
std::string drift_text(const Plan& plan, const PlanTextOptions& options = {});

/// The same as a Markdown table.
std::string drift_markdown(const Plan& plan);

/// Whether a person still has to type the command that accepts the drift.
enum class NextStep { told, taken };

/// The output of `plan --refresh-only`: only the drift, and the command that accepts it.
std::string refresh_text(const Plan& plan, NextStep next, const PlanTextOptions& options = {});
std::string refresh_markdown(const Plan& plan);

}  // namespace muster
