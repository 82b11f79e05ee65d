#pragma once

#include <vector>

#include "reconciler/core/fleet/state/refused_change.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// Returns the changes of `fleet` that the cloud refused with the present declared files. Any edit of the
/// files, even of a comment, lets muster try them again. A change that the cloud called invalid stays refused
/// until then. The rights of a key change without an edit: a denied change is tried again after an hour, then
/// after two, at most after a day.
std::vector<RefusedChange> refused_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                           const Digest& declared, Instant now);

/// Returns the digest under which the journal keeps a denial: of the declared files, and of its kind.
Digest denied_under(const Digest& declared);

}  // namespace muster
