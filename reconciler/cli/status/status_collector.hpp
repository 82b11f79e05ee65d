#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/session/observe_world.hpp"
#include "reconciler/cli/session/reading_sources.hpp"
#include "reconciler/cli/views/status/status_views.hpp"

namespace muster {

/// Owns the data of a status. `report()` is a view of it.
class StatusSnapshot {
 public:
  StatusReport report(const Workspace& workspace) const;

  ActualState actual;
  PriceList prices;
  std::optional<Lease> lease{};
  Liveness holder = Liveness::unknown;
  Instant now{};
  Instant weighed_at{};
  ReadingSet readings{};
  std::vector<PendingPlan> pending{};
  std::vector<ScalingEvent> events{};
  std::optional<LoopStatus> loop{};
  std::vector<std::string> warnings{};
  bool asked_readings = false;  ///< If false, the load is unknown, and no rule is reported as blind.
};

/// Observes a fleet repeatedly, for people: the cloud each time, readings at most as often as they are
/// reported.
class StatusCollector {
 public:
  /// All of them outlive it. `ask_readings`: whether sources of readings are polled at all.
  StatusCollector(Workspace& workspace, const Settings& settings, const ReadingOptions& options,
                  bool ask_readings, Console& console);

  /// Opens the sources. Fails if a named file cannot be read, or with invalid for a wrong time.
  Result<Done> open();
  /// Returns the present state. Fails as the cloud and the store do.
  Result<StatusSnapshot> look();

 private:
  void ask_sources(StatusSnapshot& snapshot);

  Workspace& workspace_;
  const Settings& settings_;
  const ReadingOptions& options_;
  bool ask_readings_;
  Console& console_;
  ReadingSources sources_;
  std::optional<Instant> at_;     ///< The time at which readings are evaluated, if it is not the clock's.
  std::optional<Instant> asked_;  ///< Time of the last poll of the sources.
  ReadingSet readings_;
  std::vector<std::string> warnings_;
};

}  // namespace muster
