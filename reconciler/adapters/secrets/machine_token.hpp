#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// Returns the token with which one machine of a fleet pushes its readings. It is derived from the fleet's
/// key. Only the machine stores it, it permits only that machine's readings, and it does not reveal the key.
/// Fails with `invalid` if the key is shorter than 16 characters.
Result<Secret> machine_token(const Secret& key, const FleetName& fleet, const Slot& machine);

/// Whether a text is that token, in constant time.
bool is_token(const Secret& token, const std::string& offered);

}  // namespace muster
