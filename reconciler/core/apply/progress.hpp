#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"

namespace muster {

/// The progress of an apply. Passive: it does nothing by itself and knows no cloud. A loop takes the changes
/// that may start next, and records their outcomes. A failure skips every change that depends on it; the
/// other changes continue.
class Progress {
 public:
  explicit Progress(const Plan& plan);

  /// Returns the changes whose predecessors are all done and that were not returned before, in the plan's
  /// order. They count as running from now on. Empty after `stop_starting()`.
  std::vector<const Change*> take_ready();

  /// Records the outcome of a change. Failed and Unknown skip, transitively, all changes that depend on it. A
  /// firewall only waits for its load balancers: it is made without those that were not.
  void record(const ChangeId& change, Outcome outcome, Instant started, Instant finished);

  /// From now on no further change is returned. Changes that have not started end as Skipped with this
  /// reason.
  void stop_starting(const std::string& reason, Instant at = {});

  bool finished() const;
  std::size_t running() const { return running_.size(); }
  std::size_t total() const { return plan_->changes.size(); }
  std::size_t ended() const { return reports_.size(); }

  /// Returns the report; it is complete once finished() is true.
  ApplyReport report() const;

 private:
  void predecessor_ended(std::size_t index, Instant at);
  /// Ends `index`, and transitively all changes that depend on it, as skipped.
  void skip(std::size_t index, const ChangeId& because_of, const std::string& reason, Instant at);

  const Plan* plan_;
  std::map<ChangeId, std::size_t> index_;
  std::vector<std::size_t> waits_for_;            ///< Number of open predecessors of each change.
  std::vector<std::vector<std::size_t>> blocks_;  ///< The changes that depend on it.
  std::set<std::size_t> ready_;
  std::set<std::size_t> running_;
  std::map<std::size_t, ChangeReport> reports_;
  bool stopped_ = false;
  std::string stop_reason_;
};

}  // namespace muster
