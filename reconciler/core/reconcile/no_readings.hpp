#pragma once

#include <optional>
#include <string>

#include "reconciler/core/world.hpp"

namespace muster {

/// Why nothing is known of how the fleet does: sources are declared, some policy goes by readings, and not
/// one good reading came lately. nullopt when one did, and while all machines are too young to have told
/// anything, unless `warned`: some source said that it failed.
std::optional<std::string> no_readings(const World& world, Instant weighed_at, bool warned);

}  // namespace muster
