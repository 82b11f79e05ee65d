#pragma once

#include "reconciler/core/history/journal_entry.hpp"

namespace muster::test {

/// A body of the journal that its number tells from others.
inline JournalBody numbered_step(int number) {
  return StepStarted{PlanId("plan"), ChangeId("change"), number, "create_machine",
                     "create machine fpai-worker-1"};
}

}  // namespace muster::test
