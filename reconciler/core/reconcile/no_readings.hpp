#pragma once

#include <optional>
#include <string>

#include "reconciler/core/world.hpp"

namespace muster {

/// Returns why the state of the fleet is unknown: sources are declared, some policy uses readings, and no
/// good reading arrived recently. nullopt if one did. Also nullopt while all machines are too young to have
/// readings, except if `warned`: a source reported a failure.
std::optional<std::string> no_readings(const World& world, Instant weighed_at, bool warned);

}  // namespace muster
