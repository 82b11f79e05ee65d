#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/prerequisites.hpp"

namespace muster {

/// The order of the sizes of a pool. Sizes on the ladder compare by their place on it, others by price.
class Ladder {
 public:
  /// `prerequisites`: the known prerequisites of the pool's new machines; nullptr: nothing is known.
  Ladder(const Fleet& fleet, const Pool& pool, const PriceList& prices,
         const Prerequisites* prerequisites = nullptr);

  /// Whether a is smaller than b.
  bool less(const SizeName& a, const SizeName& b) const;
  /// The sizes of the ladder above this one, smallest first.
  std::vector<SizeName> above(const SizeName& size) const;
  /// Whether the size is sold in that region. Without a price list every size counts as sold.
  bool sold_in(const SizeName& size, const Region& region) const;

  /// The reason why no region of the pool can create a machine of that size: "not sold in any region of the
  /// pool", "its disk of 50 GiB is too small for image 17, which needs 80 GiB". Empty: one can.
  std::string why_not_made(const SizeName& size) const;
  /// The same for one region.
  std::string why_not_made_in(const SizeName& size, const Region& region) const;
  /// The size for a new machine at least as large as `size`: `size` itself, else the next larger one of the
  /// ladder that can be created, else the largest that can. `size` where none can be created.
  SizeName nearest_made(const SizeName& size) const;

  const SizeName& smallest() const { return pool_->ladder.front(); }

 private:
  int place(const SizeName& size) const;  ///< The index on the ladder; -1: not on it.

  const Fleet* fleet_;
  const Pool* pool_;
  const PriceList* prices_;
  const Prerequisites* prerequisites_;
};

}  // namespace muster
