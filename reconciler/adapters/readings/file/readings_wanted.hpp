#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// What to keep of recorded readings, and what to hold against them.
struct ReadingsWanted {
  std::optional<Instant> since;   ///< Earlier ones are checked and not kept.
  std::optional<Instant> until;   ///< Later ones are checked and not kept.
  std::vector<PoolName> pools;    ///< Pools that subjects may name; empty: any.
  std::optional<Instant> latest;  ///< Readings after this are warned of: they are in the future.
  bool growing = false;  ///< Somebody may be writing: a last line that has no line break yet is not judged.
  bool lines_alone = false;  ///< The lines do not make a file: an odd first one says nothing of the others.
  std::size_t most_problems = 20;                ///< So many are told, the rest is counted.
  std::size_t most_kept = std::size_t{1} << 26;  ///< More are refused: memory is not for free.
};

}  // namespace muster
