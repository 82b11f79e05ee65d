#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/paint.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// Each plan that was applied, with its events below: trigger, recommendation, execution.
std::string history_text(const std::vector<ScalingEvent>& events, const Paint& paint);
std::string history_markdown(const std::vector<ScalingEvent>& events);
/// As schemas/history.schema.json has it.
std::string history_json(const std::vector<ScalingEvent>& events);

/// "worker/1 cpu 85.3 % > 80 % for 6m, rule cpu-hot at policies/overload.yaml:12:5"
std::string trigger_line(const Cause& cause);

}  // namespace muster
