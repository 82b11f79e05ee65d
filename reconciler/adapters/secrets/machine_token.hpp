#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/slot.hpp"

namespace muster {

/// The token that one machine of a fleet pushes its readings with. It is derived from the fleet's key, so it
/// is kept nowhere but on the machine, opens nothing but that machine's readings, and does not tell the key.
/// Fails with `invalid` when the key is shorter than 16 characters.
Result<Secret> machine_token(const Secret& key, const FleetName& fleet, const Slot& machine);

/// Whether a text is that token; takes as long for a near miss as for a far one.
bool is_token(const Secret& token, const std::string& offered);

}  // namespace muster
