#pragma once

#include <optional>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// Why a loop that goes by `before` does not go on with `fresh` although its files are in order: another
/// fleet, another cloud, or nothing left in it. Such a change is made on purpose, with the loop stopped.
std::optional<Error> refusal_to_follow(const Fleet& before, const Fleet& fresh);

}  // namespace muster
