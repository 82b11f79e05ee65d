#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/declared/maintenance.hpp"

namespace muster {

/// Loads declared hours of the week.
DowntimeWindow load_window(const DeclaredFields& fields);

/// Loads the hours in which the loop may start changes. Windows that never permit a change are an error: the
/// declaration for that is `suspend: true`.
MaintenanceWindows load_maintenance(const DeclaredFields& fields);

}  // namespace muster
