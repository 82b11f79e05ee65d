#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// A metric that has stopped blocks every scale-down for this long after its last reading. After that it
/// blinds only the rules that use it.
inline constexpr Duration kSilenceHolds = std::chrono::hours(1);

/// A message names at most this number of silent machines.
inline constexpr std::size_t kSilentNamed = 3;

/// The newest reading alone, also where muster has acted on it, at the declared step of the metric.
Window newest_reading(const PoolView& view, Metric metric);

/// The newest value of a metric that a machine reports; nullopt: no fresh reading.
std::optional<Measure> newest_on(const MachineView& machine, Metric metric, const PoolView& view);

/// The sampling step of a metric, as the pool or at least 60% of its machines keep to it. Default, until
/// readings show it: the declared step.
Duration step_of(const PoolView& view, Metric metric);

/// The window of the pool's own readings that still count, at their real step.
Window pool_window(const PoolView& view, Metric metric, Duration length);
/// The length of series that such a window needs, with its edge and enough samples to show the step.
Duration reach_of(const Window& window);

/// Whether the metric is reported for the pool: a source is declared for it, or a reading has arrived.
bool is_reported(const PoolView& view, Metric metric);

/// The effect of a silent metric on scale-downs of other rules.
struct SilenceHold {
  bool holds = false;              ///< It blocks them.
  std::optional<Instant> until{};  ///< The block ends then; nullopt: it lasts as long as the silence.
};

/// A metric that no source reports blocks nothing. One that has stopped everywhere blocks for `kSilenceHolds`
/// after its last reading, if no reading came after the newest machine was created. One that only some
/// machines report blocks until the others report too.
SilenceHold silence_hold(const PoolView& view, Metric metric, Scope scope);

/// " before 2026-11-23T20:00:00Z unless it comes back"; empty without an end.
std::string describe_hold(const std::optional<Instant>& until);

}  // namespace muster
