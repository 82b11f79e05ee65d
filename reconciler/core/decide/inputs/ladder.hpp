#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/prerequisites.hpp"

namespace muster {

/// The sizes of a pool as an order. Sizes on the ladder compare by their place there, others by price.
class Ladder {
 public:
  /// `needs`: what is known of what the pool's machines are made from; nullptr where nothing is.
  Ladder(const Fleet& fleet, const Pool& pool, const PriceList& prices,
         const Prerequisites* load_targets = nullptr);

  /// Whether a is less than b.
  bool less(const SizeName& a, const SizeName& b) const;
  /// The sizes of the ladder above this one, smallest first.
  std::vector<SizeName> above(const SizeName& size) const;
  /// Whether the size is sold in that region. Where there is no price list at all, everything is.
  bool sold_in(const SizeName& size, const Region& region) const;

  /// Why no machine of that size can be made in any region of the pool: "not sold in any region of the pool",
  /// "its disk of 50 GiB is too small for image 17, which needs 80 GiB". Empty when one can.
  std::string why_not_made(const SizeName& size) const;
  /// The same of one region.
  std::string why_not_made_in(const SizeName& size, const Region& region) const;
  /// The size for a machine more where one as large as `size` is wanted: that size, else the next larger one
  /// of the ladder that can be made, else the largest one that can. `size` itself where none can.
  SizeName nearest_made(const SizeName& size) const;

  const SizeName& smallest() const { return pool_->ladder.front(); }

 private:
  int place(const SizeName& size) const;  ///< On the ladder; -1 when it is not on it.

  const Fleet* fleet_;
  const Pool* pool_;
  const PriceList* prices_;
  const Prerequisites* load_targets_;
};

}  // namespace muster
