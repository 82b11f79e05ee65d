#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// The layout of the history for people.
struct HistoryLayout {
  Paint paint;
  std::size_t width = 100;  ///< Columns; longer lines are wrapped.
};

/// One line for each event, under the day of its start: time, action, money, outcome, rule, and approver.
std::string history_lines(const std::vector<ScalingEvent>& events, const HistoryLayout& layout);
/// The line of one event, for a history that continues. `day` is the last printed day, and is updated.
std::string history_line(const ScalingEvent& event, std::string& day, const HistoryLayout& layout);
/// Each applied plan with its events below: trigger, recommendation, execution.
std::string history_text(const std::vector<ScalingEvent>& events, const HistoryLayout& layout);
std::string history_markdown(const std::vector<ScalingEvent>& events);
/// One event as an object on one line, as in the history.
std::string history_event_json(const ScalingEvent& event);
/// As in schemas/history.schema.json.
std::string history_json(const std::vector<ScalingEvent>& events);

/// "worker/1 cpu 85.3% > 80% for 6m, rule cpu-hot at policies/overload.yaml:12:5"
std::string trigger_line(const Cause& cause);

}  // namespace muster
