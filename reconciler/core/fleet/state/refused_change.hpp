#pragma once

#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A change that the cloud rejected as invalid. The id is a digest of the change: while it stays the same,
/// another attempt has the same result.
struct RefusedChange {
  ChangeId change;
  std::string why;  ///< The cloud's message.
  Instant at;

  friend bool operator==(const RefusedChange&, const RefusedChange&) = default;
};

}  // namespace muster
