#pragma once

#include <vector>

#include "reconciler/core/fleet/state/refused_change.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// Returns the changes of `fleet` that the cloud rejected as invalid with the present declared files. Any
/// edit of the files, even of a comment, lets muster try them again.
std::vector<RefusedChange> refused_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                           const Digest& declared, Instant now);

}  // namespace muster
