#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Returns the pools of these objects.
std::set<PoolName> pools_of(const ObjectNames& names);

/// The objects of running applies. A change that conflicts with them waits for a later round.
class ActiveChanges {
 public:
  void add(const std::vector<const Change*>& changes);

  /// Whether a change of the same object, or of its pool, is in flight. New machines of a busy pool do not
  /// wait, nor do the changes that belong to them: an overload must not wait for a resize that hangs.
  bool stands_in_the_way_of(const Change& change) const;

 private:
  std::set<std::string> addresses_;
  ObjectNames names_;
  std::set<PoolName> pools_;
};

}  // namespace muster
