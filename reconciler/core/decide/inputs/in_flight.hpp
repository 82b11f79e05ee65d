#pragma once

#include <map>
#include <optional>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// The state that a running apply gives a machine.
struct InFlightTarget {
  std::optional<SizeName> size;  ///< nullopt: the machine is removed.
  bool stalled = false;          ///< No progress for long: calculations no longer count on the change.

  friend bool operator==(const InFlightTarget&, const InFlightTarget&) = default;
};

/// The machines that running applies change or create. Calculations treat such a change as done.
using InFlightChanges = std::map<Slot, InFlightTarget>;

}  // namespace muster
