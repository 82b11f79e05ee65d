#pragma once

#include <memory>
#include <vector>

#include "reconciler/cli/loop/tracked_revision.hpp"
#include "reconciler/cli/session/reading_sources.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/engine/loop/loop_ports.hpp"

namespace muster {

/// The declared files and the observed fleet of a loop: its workspace follows the newest valid revision.
class FleetWatch final : public RevisionSource, public WorldObserver {
 public:
  /// All of them outlive this object. `workspace` is updated to the followed revision.
  FleetWatch(Workspace& workspace, TrackedRevision& files, const Settings& settings, Console& console)
      : workspace_(workspace), files_(files), settings_(settings), console_(console) {}

  Followed follow(Instant now) override;
  Result<Observation> look(const Declared& declared, const InFlightChanges& in_flight, Instant now) override;

 private:
  void open_sources();

  Workspace& workspace_;
  TrackedRevision& files_;
  Settings settings_;
  Console& console_;
  std::unique_ptr<ReadingSources> sources_;
  std::vector<ReadingsRule> opened_for_;  ///< The rules for which `sources_` were opened.
  std::vector<Policy> opened_for_policies_;
};

}  // namespace muster
