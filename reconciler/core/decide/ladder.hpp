#pragma once

#include <vector>

#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// The sizes of a pool as an order. Sizes on the ladder compare by their place there, others by price.
class Ladder {
 public:
  Ladder(const Fleet& fleet, const Pool& pool, const PriceList& prices);

  /// Whether a is less than b.
  bool less(const SizeName& a, const SizeName& b) const;
  /// The sizes of the ladder above this one, smallest first.
  std::vector<SizeName> above(const SizeName& size) const;
  /// The largest size of the ladder below this one, or nullptr at the bottom.
  const SizeName* next_below(const SizeName& size) const;
  /// Whether the size is sold in one of the pool's regions. What no price list knows counts as sold.
  bool sold_anywhere(const SizeName& size) const;
  /// Whether the size is sold in that region.
  bool sold_in(const SizeName& size, const Region& region) const;

  const SizeName& smallest() const { return pool_->ladder.front(); }

 private:
  int place(const SizeName& size) const;  ///< On the ladder; -1 when it is not on it.

  const Fleet* fleet_;
  const Pool* pool_;
  const PriceList* prices_;
};

}  // namespace muster
