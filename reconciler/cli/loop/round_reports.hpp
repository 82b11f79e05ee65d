#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "reconciler/cli/loop/round_log.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/reconcile/loop_status.hpp"
#include "reconciler/engine/loop/loop_ports.hpp"

namespace muster {

/// The reports of rounds: log lines, the loop's status in the store, and listeners.
class RoundReports final : public RoundReporter {
 public:
  /// Both outlive this object. It begins with the status that the store keeps.
  RoundReports(Workspace& workspace, const Settings& settings, Console& console);

  void report(const Round& round, Instant next) override;
  /// Adds a listener to each round, such as metrics and alerts.
  void listen(std::function<void(const Round&)> listener) { listeners_.push_back(std::move(listener)); }
  const std::optional<LoopStatus>& status() const { return status_; }

 private:
  Workspace& workspace_;
  Console& console_;
  RoundLog lines_;
  std::optional<LoopStatus> status_;
  std::vector<std::function<void(const Round&)>> listeners_;
};

}  // namespace muster
