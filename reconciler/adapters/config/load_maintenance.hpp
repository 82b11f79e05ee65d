#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/maintenance.hpp"

namespace muster {

/// Hours of the week as they are declared.
DowntimeWindow load_window(const DeclaredFields& fields);

/// When the loop may begin something, as declared. Windows that leave no hour of any week are a mistake: who
/// wants nothing to be begun writes `suspend: true`.
MaintenanceWindows load_maintenance(const DeclaredFields& fields);

}  // namespace muster
