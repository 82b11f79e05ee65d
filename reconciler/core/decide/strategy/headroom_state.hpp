#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "reconciler/core/decide/capacity/capacity_model.hpp"
#include "reconciler/core/forecast/headroom/recommender.hpp"

namespace muster {

/// The observed loads of a pool, and the recommended capacity. Capacities are in vCPUs, or in units of the
/// target's first load.
struct HeadroomState {
  std::vector<LoadTarget> load_targets;
  std::vector<Signal> signals;  ///< Of each load target.
  forecast::CapacityTarget capacity_target;
  Duration boot{0};          ///< The time until a new machine serves.
  double used = 0;           ///< The newest load that was learned, in vCPUs or units.
  std::int64_t waiting = 0;  ///< Agents that wait for a place.
  double serving = 0;        ///< Capacity that serves, in vCPUs or units.
  double total = 0;          ///< Capacity with changes in flight, in vCPUs or units.
  AgentPacking agents;
  /// The capacity that holds them as whole agents on machines as they are; 0: not known.
  double whole = 0;
  bool saturated = false;  ///< The newest learned reading shows a full pool.
  bool answered = false;   ///< The pool has been changed since that reading.

  /// Whether to scale up. A full pool already scaled up on this reading waits for the next one.
  bool grows() const;
  /// Whether the serving capacity is above the one to keep, by a reading from after the last decision.
  bool shrinks() const;
};

/// nullopt: too little was learned about the pool.
std::optional<HeadroomState> observe_headroom(const Policy& policy, const Target& target,
                                              const PoolView& view);

/// Load targets for a pool that should have a capacity of `wanted` for its present load; with a small margin,
/// so that a shape of exactly that capacity is enough. `wanted` is in vCPUs or units of the first load.
std::vector<LoadTarget> load_targets_for(double wanted, const HeadroomState& seen, const Target& target);

}  // namespace muster
