#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Selection and checks of recorded readings.
struct ReadingsWanted {
  std::optional<Instant> since;         ///< Earlier ones are checked and not kept.
  std::optional<Instant> agents_since;  ///< The same for numbers of agents, if they matter for longer.
  std::optional<Instant> until;         ///< Later ones are checked and not kept.
  std::vector<PoolName> pools;          ///< Pools that subjects may name; empty: any.
  std::optional<Instant> latest;  ///< Readings after this cause a warning, because they are in the future.
  bool growing = false;  ///< Another program may be writing: a last line without a line break is not checked.
  bool lines_alone = false;  ///< The lines are independent: an odd first line has no meaning for the others.
  std::size_t most_problems = 20;                ///< Number of reported problems; the rest is counted.
  std::size_t most_kept = std::size_t{1} << 26;  ///< Limit of kept readings, because memory is limited.
};

}  // namespace muster
