#pragma once

#include "reconciler/core/decide/optimiser/shape_change.hpp"

namespace muster {

/// The price of a change of shape.
struct ChangePrice {
  Money delta;  ///< Per month: machines, their declared volumes, and a new load balancer.
  Money price;  ///< The total within the payback time, disruption included.
  int steps = 0;
  int balancers = 0;  ///< New load balancers; `delta` and `price` include them.
};

/// Prices changes of one pool.
class ChangePricer {
 public:
  /// `balancers`: the number of load balancers that the pool gets with every change.
  ChangePricer(const Target& prices, const SizeTable& sizes, int balancers, const PoolView& view);
  ChangePrice of(const ResizeSet& resizes, const AddSet& adds) const;

 private:
  int new_balancers(const AddSet& adds) const;
  int new_kinds(const ResizeSet& resizes, const AddSet& adds) const;

  const Target& prices_;
  const SizeTable& sizes_;
  int balancers_;
  const PoolView& view_;
  Money volumes_;   // Of one new machine, per month.
  Money balancer_;  // Per month.
};

}  // namespace muster
