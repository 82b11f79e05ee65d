#pragma once

#include <map>
#include <optional>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Since when the readings of each slot are about the machine that is there now. A slot outlives its
/// machines: a reading from before the machine was made is about an earlier machine, whoever delivers it, and
/// whenever.
class MachineLives {
 public:
  /// `weighed` is the instant that readings are weighed at, `wall` what the clock says. A recording from
  /// before the first machine of today stands for all of them: nothing of it is held against their age.
  MachineLives(const ActualState& actual, Instant weighed, Instant wall);

  /// Whether the reading is about what is there now. Readings of pools and of the fleet are, and those of
  /// slots without a machine, and of machines whose age the cloud does not tell.
  bool own(const Reading& reading) const { return own(reading.subject, reading.at); }
  bool own(const Subject& subject, Instant at) const;

  /// When the slot's machine was made; nullopt when that is not held against any reading.
  std::optional<Instant> since(const Slot& slot) const;

 private:
  std::map<Slot, Instant> since_;
};

}  // namespace muster
