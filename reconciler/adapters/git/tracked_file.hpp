#pragma once

#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns the error for a store that is part of a commit: git tracks the file, a file that belongs to it, or
/// a link or submodule in its path. Otherwise a branch could supply a journal with a forged approval. nullopt
/// if git tracks none of these.
std::optional<Error> refusal_of_tracked(const std::string& file);

}  // namespace muster
