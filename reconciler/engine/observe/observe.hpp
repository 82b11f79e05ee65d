#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/state/known_objects.hpp"
#include "reconciler/core/history/begun_changes.hpp"
#include "reconciler/core/world.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/reading_source.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// The observed world, with warnings about its gaps.
struct Observation {
  World world;
  std::vector<std::string> warnings;  ///< Sources that did not answer; full sentences without a final stop.
};

/// Oldest readings that matter: the normal response time needs a day, plus the window of a rule.
inline constexpr Duration kReadingHorizon = std::chrono::hours(26);
/// Returns the time for which earlier changes matter: the approval window and every cooldown, at least a day.
Duration memory_of(const Declared& declared);

/// The inputs of an observation.
struct ObservationInputs {
  const Declared& declared;
  Provider& provider;
  Store& store;
  std::vector<ReadingSource*> sources{};  ///< Not owned.
  Instant now;                            ///< Readings are evaluated at this instant.
  Instant wall;                           ///< The present time, which differs in a replay.
  KnownObjects known{};                   ///< The objects that muster knows by id; see see_fleet.
  /// With it, changes that a killed apply began count as recent changes. A loop needs none: it completes them
  /// before it proposes anything.
  ReadPlan read_plan{};
};

/// Reads the cloud, the sources of readings and the store.
///
/// gather_readings chooses between the sources. A source that fails is a warning, and its readings are
/// missing. Fails as see_fleet, see_prices and the store do.
Result<Observation> observe(const ObservationInputs& inputs);

}  // namespace muster
