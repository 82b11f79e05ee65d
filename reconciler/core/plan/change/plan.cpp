#include "reconciler/core/plan/change/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace muster {

PlanSummary summary_of(const Plan& plan) {
  PlanSummary summary;
  for (const auto& change : plan.changes) {
    summary.add += change.action == Action::create || change.action == Action::replace;
    summary.change += change.action == Action::update;
    summary.destroy += change.action == Action::destroy || change.action == Action::replace;
    summary.adopt += change.action == Action::adopt;
    summary.release += change.action == Action::release;
  }
  return summary;
}

std::string summary_line(const Plan& plan) {
  if (plan.changes.empty()) return "No changes.";
  const auto summary = summary_of(plan);
  std::string text = "Plan: ";
  if (summary.adopt > 0) text += fmt::format("{} to adopt, ", summary.adopt);
  text += fmt::format("{} to add, {} to change, {} to destroy", summary.add, summary.change, summary.destroy);
  if (summary.release > 0) text += fmt::format(", {} to release", summary.release);
  return text + ".";
}

Duration estimated_time_of(const std::vector<Change>& changes) {
  // Changes are in an order that respects `after`: one pass is enough.
  std::unordered_map<std::string_view, Duration> ends;
  ends.reserve(changes.size());
  Duration longest{0};
  for (const auto& change : changes) {
    Duration start{0};
    for (const auto& id : change.after) {
      const auto found = ends.find(id.value);
      if (found != ends.end()) start = std::max(start, found->second);
    }
    const auto end = start + change.estimated_time;
    ends[change.id.value] = end;
    longest = std::max(longest, end);
  }
  return longest;
}

}  // namespace muster
