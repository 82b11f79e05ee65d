#pragma once

#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Whether a source reports a metric.
enum class Reports {
  never,    ///< It cannot.
  perhaps,  ///< Its kind can; whether this one does is seen from what comes.
  always    ///< It should.
};

/// What a declared source reports of a pool's machines, by its kind and its own settings.
Reports reports_of(const ReadingsRule& source, Metric metric, const PoolName& pool);

/// The most that any source of the fleet promises. A fleet that declares no source gets `perhaps`: its
/// readings come by the command line.
Reports reports_of(const Fleet& fleet, Metric metric, const PoolName& pool);

/// How often a source reports: as it declares, else as the fleet does, and no more often than its kind can.
Duration declared_step(const Fleet& fleet, const ReadingsRule& source);
/// The same of the first source that reports the metric; the fleet's own where none does.
Duration declared_step(const Fleet& fleet, Metric metric, const PoolName& pool);
/// No source of that kind reports more often than this.
Duration shortest_step(const std::string& kind);

}  // namespace muster
