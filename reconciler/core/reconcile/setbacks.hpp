#pragma once

#include <map>
#include <optional>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Changes that failed, each left alone for a while: a minute after the first time, twice as long after each
/// further one, half an hour at most. So that what cannot work is not hammered at every round.
class Setbacks {
 public:
  /// How an apply of these changes ended. What succeeded is forgotten, what was skipped stays as it was.
  void heard(const ApplyReport& report, Instant now);

  /// The wall clock was set by so much: no pause gets longer or shorter.
  void clock_set(Duration by) {
    for (auto& [change, pause] : paused_) pause.until += by;
  }

  struct Pause {
    Instant until;
    int failures = 0;
  };
  /// Until when these changes are left alone: the longest of theirs; nullopt when they may begin.
  std::optional<Pause> pause_of(const std::vector<Change>& changes, Instant now) const;

 private:
  std::map<ChangeId, Pause> paused_;
};

}  // namespace muster
