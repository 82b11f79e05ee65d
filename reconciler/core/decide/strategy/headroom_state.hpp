#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/decide/capacity/capacity_model.hpp"
#include "reconciler/core/forecast/headroom/recommender.hpp"

namespace muster {

/// The loads of the pool, seen, and what its pilot says. All sizes are in vCPUs, or what carries the target's
/// first load.
struct HeadroomState {
  std::vector<LoadTarget> load_targets;
  std::vector<Signal> signals;  ///< Of each need.
  forecast::CapacityTarget capacity_target;
  Duration boot{0};  ///< What a machine more takes until it serves.
  double used = 0;   ///< The newest that was learnt.
  double serving = 0;
  double total = 0;  ///< With what is on its way.
  AgentPacking agents;
  /// What carries them as whole ones, in machines as they are; 0 where they are not known.
  double whole = 0;
  bool saturated = false;  ///< The newest reading that was learnt shows a full pool.
  bool answered = false;   ///< The pool has been changed since that reading.

  /// A full pool that has answered to this reading already waits for the next one.
  bool grows() const;
  /// What serves is more than is kept, by a reading of the pool as it was last decided to be.
  bool shrinks() const;
};

/// nullopt where nothing was learnt of the pool yet.
std::optional<HeadroomState> observe_headroom(const Policy& policy, const Target& target,
                                              const PoolView& view);

/// What each load may come to where the pool should have so many vCPUs for what it carries now; a little
/// more, so that a shape of just so many is enough.
std::vector<LoadTarget> load_targets_for(double wanted, const HeadroomState& seen, const Target& target);

}  // namespace muster
