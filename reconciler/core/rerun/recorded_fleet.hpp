#pragma once

#include <map>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// Which size a machine had when, as far as it is known: from what is there today, back through what muster
/// did since. Readings do not tell it.
class RecordedSizes {
 public:
  /// `events` from old to new; what they do not tell is taken to have always been as it is today.
  RecordedSizes(const ActualState& today, const std::vector<ScalingEvent>& events);

  /// Of a machine that nothing is known of, the smallest of its pool's ladder.
  SizeName at(const Slot& slot, Instant when, const Fleet& fleet) const;

 private:
  struct Step {
    Instant at;
    SizeName from;
    SizeName to;
  };
  std::map<Slot, SizeName> today_;
  std::map<Slot, std::vector<Step>> steps_;  ///< From old to new.
};

}  // namespace muster
