#pragma once

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A size was sold out in a region. muster does not try it again before `until`.
struct CapacityShortage {
  SizeName size;
  Region region;
  Instant until;

  friend bool operator==(const CapacityShortage&, const CapacityShortage&) = default;
};

}  // namespace muster
