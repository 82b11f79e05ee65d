#pragma once

#include <vector>

#include "reconciler/core/fleet/refused_change.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// The changes of `fleet` that the cloud called invalid while the declared files were as they are. Somebody
/// who changes anything in them, even a comment, has them tried again.
std::vector<RefusedChange> refused_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                           const Digest& declared, Instant now);

}  // namespace muster
