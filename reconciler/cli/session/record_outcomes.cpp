#include "reconciler/cli/session/record_outcomes.hpp"

#include "reconciler/core/history/measure_outcomes.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/engine/observe/observe.hpp"

namespace muster {

void record_outcomes(Workspace& workspace, const ReadingSet& readings, Instant now) {
  const auto& fleet = workspace.declared.fleet.name;
  const auto entries = workspace.store->entries_from(now - kReadingHorizon);
  if (!entries || !open_applies(*entries, fleet).empty()) return;
  for (const auto& outcome : outcomes_due(*entries, fleet, readings, now)) {
    const auto next = workspace.store->next_sequence();
    if (!next) return;
    if (!workspace.store->append(workspace.clock->now(), fleet, outcome, *next, kNoLease)) return;
  }
}

}  // namespace muster
