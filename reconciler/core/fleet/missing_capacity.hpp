#pragma once

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The cloud had none left of a size in a region: not worth another try until then.
struct MissingCapacity {
  SizeName size;
  Region region;
  Instant until;

  friend bool operator==(const MissingCapacity&, const MissingCapacity&) = default;
};

}  // namespace muster
