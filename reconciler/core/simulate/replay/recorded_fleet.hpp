#pragma once

#include <map>
#include <vector>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// The size of a machine at a time, as far as known: the present size, traced back through the events of
/// muster. Readings do not contain it.
class RecordedSizes {
 public:
  /// `events` are oldest first. A machine without events counts as unchanged.
  RecordedSizes(const ActualState& today, const std::vector<ScalingEvent>& events);

  /// Returns the size; for an unknown machine the smallest size of its pool.
  SizeName at(const Slot& slot, Instant when, const Fleet& fleet) const;

 private:
  struct Step {
    Instant at;
    SizeName from;
    SizeName to;
  };
  std::map<Slot, SizeName> today_;
  std::map<Slot, std::vector<Step>> steps_;  ///< Oldest first.
};

}  // namespace muster
