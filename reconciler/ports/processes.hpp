#pragma once

#include "reconciler/core/history/lease.hpp"

namespace muster {

enum class Liveness {
  alive,    ///< The process exists; it may be stopped.
  dead,     ///< The process certainly no longer exists.
  unknown,  ///< The process runs, or ran, at a place that cannot be checked from here.
};

/// The processes that this one can see.
class Processes {
 public:
  virtual ~Processes() = default;

  /// This process as the holder of a lease. Command, plan and operation are empty.
  virtual LeaseHolder self() const = 0;

  virtual Liveness liveness_of(const LeaseHolder& holder) const = 0;
};

}  // namespace muster
