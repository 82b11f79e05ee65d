#pragma once

#include <map>
#include <optional>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// What an apply under way makes of a machine.
struct InFlightTarget {
  std::optional<SizeName> size;  ///< nullopt: it goes.
  bool stalled = false;          ///< It has not moved for long: nobody counts on it any more.

  friend bool operator==(const InFlightTarget&, const InFlightTarget&) = default;
};

/// The machines that applies under way are at work on. They count as what they become, as machines that are
/// being made do.
using InFlightChanges = std::map<Slot, InFlightTarget>;

}  // namespace muster
