#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/declared/receiver.hpp"

namespace muster {

/// Loads one declared receiver of alerts and notices. Problems are reported on the fields.
Receiver load_receiver(const DeclaredFields& fields);

}  // namespace muster
