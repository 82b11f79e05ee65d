#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

EarlierApplies earlier_applies(const std::vector<JournalEntry>& entries, const PlanId& plan) {
  EarlierApplies earlier;
  for (const auto& entry : entries) {
    if (const auto* started = std::get_if<StepStarted>(&entry.body); started && started->plan == plan) {
      earlier.touched.insert(started->change);
      earlier.open.insert(started->change);
    }
    if (const auto* ended = std::get_if<ChangeFinished>(&entry.body); ended && ended->plan == plan) {
      if (ended->outcome == "done") earlier.open.erase(ended->change);
    }
  }
  return earlier;
}

}  // namespace muster
