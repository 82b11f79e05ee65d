#pragma once

#include <map>
#include <optional>

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A machine of this age has a reading, if its source works.
inline constexpr Duration kFirstReading = std::chrono::minutes(5);

/// The time from which the readings of each slot belong to its present machine. A slot survives its machines:
/// a reading from before the creation of the machine belongs to an earlier one, from any source and at any
/// arrival time.
class MachineLives {
 public:
  /// `weighed` is the instant at which readings are evaluated, `wall` the present time. A recording from
  /// before the creation of all present machines counts for all of them: their age does not exclude it.
  MachineLives(const ActualState& actual, Instant weighed, Instant wall);

  /// Whether the reading belongs to a present object. True for readings of pools, of the fleet, of slots
  /// without a machine, and of machines of unknown age.
  bool own(const Reading& reading) const { return own(reading.subject, reading.at); }
  bool own(const Subject& subject, Instant at) const;

  /// Returns the creation time of the slot's machine; nullopt if it excludes no reading.
  std::optional<Instant> since(const Slot& slot) const;

 private:
  std::map<Slot, Instant> since_;
};

}  // namespace muster
