#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// So long after the last reading a metric that has stopped stands against every way down. After that it
/// blinds only the rules that look at it.
inline constexpr Duration kSilenceHolds = std::chrono::hours(1);

/// A sentence names so many of the machines that are silent.
inline constexpr std::size_t kSilentNamed = 3;

/// The newest reading alone, whether or not it had its say, at the step that is declared for the metric.
Window newest_reading(const PoolView& view, Metric metric);

/// The newest value of a metric that a machine reports; nullopt where no fresh reading tells.
std::optional<Measure> newest_on(const MachineView& machine, Metric metric, const PoolView& view);

/// How often the machines of the pool, or the pool itself, report a metric: what three of five of them keep
/// to. As declared until they have shown it.
Duration step_of(const PoolView& view, Metric metric);

/// The readings of the pool as a whole that still count, at the step at which they come.
Window pool_window(const PoolView& view, Metric metric, Duration length);
/// How far back a series must reach for such a window, with its edge and enough to show its step.
Duration reach_of(const Window& window);

/// Whether anybody reports the metric of the pool: a source that is declared for it, or what came so far.
bool is_reported(const PoolView& view, Metric metric);

/// What the silence about a metric means for ways down that other rules ask for.
struct SilenceHold {
  bool holds = false;              ///< It stands against them,
  std::optional<Instant> until{};  ///< and until then only; nullopt: for as long as it lasts.
};

/// A metric that nobody reports holds nothing. One that has stopped everywhere holds for `kSilenceHolds`
/// after its last reading, where there is none after the newest machine was made. One that some machines
/// report holds for as long as the others do not.
SilenceHold silence_hold(const PoolView& view, Metric metric, Scope scope);

/// " before 2026-11-23T20:00:00Z unless it comes back"; empty without an end.
std::string describe_hold(const std::optional<Instant>& until);

}  // namespace muster
