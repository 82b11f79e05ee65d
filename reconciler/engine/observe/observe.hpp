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

/// Reads the cloud, the sources of readings and the store. `now` is the instant at which readings are
/// evaluated; `wall` is the present time, which differs in a replay.
///
/// `known` are the objects that muster knows by id; see see_fleet. With `read_plan`, changes that a killed
/// apply began count as recent changes. A loop needs none: it completes them before it proposes anything.
///
/// gather_readings chooses between the sources. A source that fails is a warning, and its readings are
/// missing. Fails as see_fleet, see_prices and the store do.
Result<Observation> observe(const Declared& declared, Provider& provider,
                            const std::vector<ReadingSource*>& sources, Store& store, Instant now,
                            Instant wall, const KnownObjects& known = {}, const ReadPlan& read_plan = {});

}  // namespace muster
