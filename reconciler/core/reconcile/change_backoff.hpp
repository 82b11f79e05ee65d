#pragma once

#include <map>
#include <optional>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Pauses failed changes: a minute after the first failure, twice as long after each further one, at most
/// half an hour. So a change that cannot work is not retried in every round.
class ChangeBackoff {
 public:
  /// Records the end of an apply of these changes. Successful changes are removed, skipped ones stay
  /// unchanged.
  void record(const ApplyReport& report, Instant now);

  /// The wall clock was set by this much: the pauses keep their length.
  void clock_set(Duration by) {
    for (auto& [change, pause] : paused_) pause.until += by;
  }

  struct Pause {
    Instant until;
    int failures = 0;
  };
  /// Returns the longest pause of these changes; nullopt if they may start.
  std::optional<Pause> pause_of(const std::vector<Change>& changes, Instant now) const;

 private:
  std::map<ChangeId, Pause> paused_;
};

}  // namespace muster
