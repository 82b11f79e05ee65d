#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"

namespace muster {

/// Loads one declared receiver of alerts and notices. Problems are reported on the fields.
AnnounceRule load_announce_rule(const DeclaredFields& fields);

}  // namespace muster
