#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/fleet/left_state.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// The pools that any of these objects belongs to.
std::set<PoolName> pools_of(const ObjectNames& names);

/// What applies that run are at. A change that would get in their way waits for a later round.
class UnderWay {
 public:
  void add(const std::vector<const Change*>& changes);

  /// A change of the same thing is under way, or of its pool, which is disrupted enough. New machines of a
  /// busy pool do not wait, nor what comes with them: an overload must not wait for a resize that hangs.
  bool stands_in_the_way_of(const Change& change) const;

 private:
  std::set<std::string> addresses_;
  ObjectNames names_;
  std::set<PoolName> pools_;
};

}  // namespace muster
