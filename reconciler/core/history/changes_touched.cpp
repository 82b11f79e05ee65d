#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

std::set<ChangeId> changes_touched(const std::vector<JournalEntry>& entries, const PlanId& plan) {
  std::set<ChangeId> touched;
  for (const auto& entry : entries) {
    const auto* started = std::get_if<StepStarted>(&entry.body);
    if (started && started->plan == plan) touched.insert(started->change);
  }
  return touched;
}

}  // namespace muster
