#pragma once

#include "reconciler/core/history/lease.hpp"

namespace muster {

enum class Liveness {
  alive,    ///< The process is there; it may be stopped.
  dead,     ///< It is gone for certain.
  unknown,  ///< It is, or was, somewhere that cannot be looked at from here.
};

/// Which processes there are, as far as this one can see.
class Processes {
 public:
  virtual ~Processes() = default;

  /// This process, as it would hold a lease; command, plan and operation are left empty.
  virtual LeaseHolder self() const = 0;

  virtual Liveness liveness_of(const LeaseHolder& holder) const = 0;
};

}  // namespace muster
