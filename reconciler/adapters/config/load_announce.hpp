#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"

namespace muster {

/// One declared place that alerts and notices are told to. What is wrong is reported on the fields.
AnnounceRule load_announce_rule(const DeclaredFields& fields);

}  // namespace muster
