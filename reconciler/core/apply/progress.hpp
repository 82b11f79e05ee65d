#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"

namespace muster {

/// How far an apply is. Passive: it does nothing by itself and knows no cloud; a loop asks what may start
/// next and tells it what came of it. Whatever a failure blocks is skipped, everything else goes on.
class Progress {
 public:
  explicit Progress(const Plan& plan);

  /// Changes whose predecessors are all done and that were not handed out yet, in the plan's order.
  /// They count as running from now on. Gives none after `stop_starting()`.
  std::vector<const Change*> take_ready();

  /// Tells how a change ended. Failed and Unknown skip, transitively, all that waits for it.
  void record(const ChangeId& change, Outcome outcome, Instant started, Instant finished);

  /// From now on nothing new is handed out; what has not started ends as Skipped with this reason.
  void stop_starting(const std::string& reason, Instant at = {});

  bool finished() const;
  std::size_t running() const { return running_.size(); }
  std::size_t total() const { return plan_->changes.size(); }
  std::size_t ended() const { return reports_.size(); }

  /// The report; complete once finished() holds.
  ApplyReport report() const;

 private:
  /// Ends `index`, and transitively all that waits for it, as skipped.
  void skip(std::size_t index, const ChangeId& because_of, const std::string& reason, Instant at);

  const Plan* plan_;
  std::map<ChangeId, std::size_t> index_;
  std::vector<std::size_t> waits_for_;            ///< Open predecessors of each change.
  std::vector<std::vector<std::size_t>> blocks_;  ///< Who waits for it.
  std::set<std::size_t> ready_;
  std::set<std::size_t> running_;
  std::map<std::size_t, ChangeReport> reports_;
  bool stopped_ = false;
  std::string stop_reason_;
};

}  // namespace muster
