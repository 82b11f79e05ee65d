#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/session/observe_world.hpp"
#include "reconciler/cli/session/reading_sources.hpp"
#include "reconciler/cli/views/status/status_views.hpp"

namespace muster {

/// What a status is made of, owned. `report()` is a view of it.
class StatusSight {
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
  std::optional<LoopNote> loop{};
  std::vector<std::string> warnings{};
  bool asked_readings = false;  ///< Otherwise nothing is known of the load, and no rule is called blind.
};

/// Looks at a fleet again and again, for people: the cloud each time, readings no more often than they come.
class StatusEye {
 public:
  /// All of them outlive it. `ask_readings`: whether sources of readings are asked at all.
  StatusEye(Workspace& workspace, const Settings& settings, const ReadingOptions& options, bool ask_readings,
            Console& console);

  /// Opens the sources. Fails when a file that was named cannot be read, or a time is none.
  Result<Done> open();
  /// What there is now. Fails when the cloud or the store does not answer.
  Result<StatusSight> look();

 private:
  void ask_sources(StatusSight& sight);

  Workspace& workspace_;
  const Settings& settings_;
  const ReadingOptions& options_;
  bool ask_readings_;
  Console& console_;
  ReadingSources sources_;
  std::optional<Instant> at_;     ///< The time that readings are weighed at, when it is not the clock's.
  std::optional<Instant> asked_;  ///< When sources were asked last.
  ReadingSet readings_;
  std::vector<std::string> warnings_;
};

}  // namespace muster
