#pragma once

#include <optional>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Returns why a loop on `before` rejects `fresh`, although its files are valid: another fleet, another
/// cloud, or no content. Such a change must be made deliberately, with the loop stopped. nullopt if it is
/// accepted.
std::optional<Error> refusal_to_follow(const Fleet& before, const Fleet& fresh);

}  // namespace muster
