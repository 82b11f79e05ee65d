#pragma once

#include "reconciler/core/decide/optimiser/shape_change.hpp"

namespace muster {

/// The price of a change of shape.
struct ChangePrice {
  Money delta;  ///< A month: machines, their declared volumes, and a load balancer that comes along.
  Money price;  ///< All of it within the time in which money is counted, disruption included.
  int steps = 0;
  bool with_balancer = false;
};

/// Prices changes of one pool.
class ChangePricer {
 public:
  ChangePricer(const Target& prices, const SizeTable& sizes, const PoolView& view);
  ChangePrice of(const ResizeSet& resizes, const AddSet& adds) const;

 private:
  int new_kinds(const ResizeSet& resizes, const AddSet& adds) const;

  const Target& prices_;
  const SizeTable& sizes_;
  const PoolView& view_;
  Money volumes_;   // Of one new machine, a month.
  Money balancer_;  // A month.
};

}  // namespace muster
