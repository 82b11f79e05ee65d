#pragma once

#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A change that the cloud called invalid. The id is a digest of the change: as long as the same change has
/// the same id, another try can only end the same way.
struct RefusedChange {
  ChangeId change;
  std::string why;  ///< The cloud's words.
  Instant at;

  friend bool operator==(const RefusedChange&, const RefusedChange&) = default;
};

}  // namespace muster
