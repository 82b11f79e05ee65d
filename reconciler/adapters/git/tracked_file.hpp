#pragma once

#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The error for a store that came with a commit: git tracks the file, something beside it that belongs to
/// it, or a link or submodule on the way to it. A branch could bring a journal that says that an apply was
/// approved. nullopt when git tracks none of these.
std::optional<Error> refusal_of_tracked(const std::string& file);

}  // namespace muster
