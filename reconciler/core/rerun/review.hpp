#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/plan/plan.hpp"
#include "reconciler/core/rerun/rerun.hpp"

namespace muster {

/// What a change of the declared files comes to: the same fleet and the same days under both.
struct Review {
  FleetName fleet;
  std::string base;                  ///< What it is held against: "origin/main".
  std::vector<std::string> changed;  ///< Declared files that differ, by path within the folder; sorted.
  RerunTerms terms;
  std::size_t readings = 0;        ///< Recorded within the days; without any nothing is run again.
  std::vector<std::string> notes;  ///< What the figures leave out; full sentences without final stop.
  Rerun before;                    ///< Under the base's files.
  Rerun after;                     ///< Under the changed ones.
  Plan plan_before;                ///< What would be done right now.
  Plan plan_after;

  /// Where the two first do something different; nullopt where they never do.
  std::optional<Instant> parts_at() const;
};

}  // namespace muster
