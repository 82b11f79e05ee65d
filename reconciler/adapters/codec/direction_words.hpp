#pragma once

#include <array>
#include <cstddef>

#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// The word of each direction in a document, in the order of the enumeration; to_string returns the same.
inline constexpr std::array<const char*, 3> kDirectionWords = {"down", "hold", "up"};
static_assert(static_cast<std::size_t>(Direction::up) + 1 == kDirectionWords.size());

}  // namespace muster
