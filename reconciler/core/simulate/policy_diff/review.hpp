#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/plan/change/plan.hpp"
#include "reconciler/core/simulate/replay/replay.hpp"

namespace muster {

/// The effect of a change of the declared files: the same fleet and the same period with both versions.
struct Review {
  FleetName fleet;
  std::string base;                  ///< The git ref of the base: "origin/main".
  std::vector<std::string> changed;  ///< Declared files that differ, as paths within the folder; sorted.
  ReplayOptions terms;
  std::size_t readings = 0;        ///< Number of readings within the period; without any there is no replay.
  std::vector<std::string> notes;  ///< Limits of the figures; full sentences without a final stop.
  ReplayResult before;             ///< With the files of the base.
  ReplayResult after;              ///< With the changed files.
  Plan plan_before;                ///< The plan of this moment.
  Plan plan_after;

  /// Returns the time of the first different decision; nullopt if there is none.
  std::optional<Instant> parts_at() const;
};

}  // namespace muster
