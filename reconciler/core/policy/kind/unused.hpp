#pragma once

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Proposes unused resources for destruction, after a while and with an approval.
struct Unused {
  Duration volumes_after = std::chrono::days(14);  ///< Time without a machine.
  bool snapshot = true;  ///< Take a snapshot of a volume's data before it is destroyed.
  SourceMark at;

  friend bool operator==(const Unused&, const Unused&) = default;
};

}  // namespace muster
