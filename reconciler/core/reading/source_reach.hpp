#pragma once

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Whether a source reports a metric.
enum class Reports {
  never,    ///< It cannot report it.
  perhaps,  ///< Its kind can report it; the readings show whether this source does.
  always    ///< It should report it.
};

/// Returns whether a declared source reports a metric for a pool's machines, by its kind and its settings.
Reports reports_of(const ReadingsRule& source, Metric metric, const PoolName& pool);

/// Returns the best value over all sources of the fleet. `perhaps` for a fleet without sources: its readings
/// come from the command line.
Reports reports_of(const Fleet& fleet, Metric metric, const PoolName& pool);

/// Returns the reporting interval of a source: the declared one, else the fleet's, but at least the shortest
/// interval of its kind.
Duration declared_step(const Fleet& fleet, const ReadingsRule& source);
/// The same for the first source that reports the metric; the fleet's interval if there is none.
Duration declared_step(const Fleet& fleet, Metric metric, const PoolName& pool);

/// Returns how far back the readings of a metric reach: the best of the sources that report it.
Duration longest_history(const Fleet& fleet, Metric metric, const PoolName& pool);
/// Returns the longest window of a rule that such readings can fill. The window needs a reading before it.
Duration longest_window(const Fleet& fleet, Metric metric, const PoolName& pool);

}  // namespace muster
