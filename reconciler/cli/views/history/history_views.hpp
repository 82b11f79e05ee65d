#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// How the history is written for people.
struct HistoryLayout {
  Paint paint;
  std::size_t width = 100;  ///< Columns; longer lines are broken between words.
};

/// A line an event under the day on which it began: when, what, money, outcome, rule, and by whom.
std::string history_lines(const std::vector<ScalingEvent>& events, const HistoryLayout& layout);
/// The line of one event, for a history that goes on. `day` is the day written last and is kept up.
std::string history_line(const ScalingEvent& event, std::string& day, const HistoryLayout& layout);
/// Each plan that was applied, with its events below: trigger, recommendation, execution.
std::string history_text(const std::vector<ScalingEvent>& events, const HistoryLayout& layout);
std::string history_markdown(const std::vector<ScalingEvent>& events);
/// One event as an object on a line, as the history has it.
std::string history_event_json(const ScalingEvent& event);
/// As schemas/history.schema.json has it.
std::string history_json(const std::vector<ScalingEvent>& events);

/// "worker/1 cpu 85.3 % > 80 % for 6m, rule cpu-hot at policies/overload.yaml:12:5"
std::string trigger_line(const Cause& cause);

}  // namespace muster
