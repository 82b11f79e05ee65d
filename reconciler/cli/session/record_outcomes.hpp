#pragma once

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// Writes into the journal what the readings of this look tell of changes made some minutes ago, each once.
/// Nothing depends on it: while an apply is at work, or when the journal cannot be written, it is left to the
/// next command that looks.
void record_outcomes(Workspace& workspace, const ReadingSet& readings, Instant now);

}  // namespace muster
