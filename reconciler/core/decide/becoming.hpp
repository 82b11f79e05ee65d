#pragma once

#include <map>
#include <optional>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/fleet/slot.hpp"

namespace muster {

/// What an apply under way makes of a machine.
struct Becomes {
  std::optional<SizeName> size;  ///< nullopt: it goes.
  bool stuck = false;            ///< It has not moved for long: nobody counts on it any more.

  friend bool operator==(const Becomes&, const Becomes&) = default;
};

/// The machines that applies under way are at work on. They count as what they become, as machines that are
/// being made do.
using Becoming = std::map<Slot, Becomes>;

}  // namespace muster
