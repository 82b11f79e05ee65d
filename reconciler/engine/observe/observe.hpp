#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/known_objects.hpp"
#include "reconciler/core/world.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/reading_source.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// The world as seen, and what could not be seen of it.
struct Observation {
  World world;
  std::vector<std::string> warnings;  ///< A source that did not answer; full sentences without final stop.
};

/// How far back readings matter at all: normal response time needs a day, plus the window judged.
inline constexpr Duration kReadingHorizon = std::chrono::hours(26);
/// How far back what muster did matters: the approval window and every cooldown, at least a day.
Duration memory_of(const Declared& declared);

/// Asks the cloud, the sources of readings in order of preference, and the store. `now` is the instant that
/// readings are weighed at; `wall` is what the clock says, which differs when recorded readings are replayed.
///
/// `known` is what muster knows of the fleet by id; see see_fleet.
///
/// A later source only fills in what the earlier ones do not tell: of a subject and metric that an earlier
/// one has, nothing of the later one counts. A source that fails is a warning, and its readings are missing.
/// Fails when the cloud, its prices or the store cannot be read at all.
Result<Observation> observe(const Declared& declared, Provider& provider,
                            const std::vector<ReadingSource*>& sources, Store& store, Instant now,
                            Instant wall, const KnownObjects& known = {});

}  // namespace muster
