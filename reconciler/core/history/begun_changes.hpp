#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Reads the file of a plan as the journal keeps it.
using ReadPlan = std::function<Result<Plan>(const std::string& plan_json)>;

/// Returns the changes of `fleet` whose calls started and whose end is in no entry: the process was killed.
/// The cloud may complete them, so they count as recent changes from their first call on. `recent_changes`
/// does not return them. Plans that cannot be read are omitted.
std::vector<RecentChange> begun_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                        const ReadPlan& read_plan);

/// The same for a person's look at the fleet, added to `recent`. A creation that `recent` has from the cloud
/// itself does not count twice.
void add_begun(const std::vector<RecentChange>& begun, std::vector<RecentChange>& recent);

}  // namespace muster
