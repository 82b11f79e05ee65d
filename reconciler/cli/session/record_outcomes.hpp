#pragma once

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// Writes the measured outcomes of changes some minutes ago to the journal, each once. They are optional:
/// during an apply, or if the journal cannot be written, the next command that observes does it.
void record_outcomes(Workspace& workspace, const ReadingSet& readings, Instant now);

}  // namespace muster
