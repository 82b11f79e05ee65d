#include "reconciler/core/decide/ladder.hpp"

#include <algorithm>

namespace muster {

Ladder::Ladder(const Fleet& fleet, const Pool& pool, const PriceList& prices)
    : fleet_(&fleet), pool_(&pool), prices_(&prices) {}

int Ladder::place(const SizeName& size) const {
  const auto& ladder = pool_->ladder;
  const auto found = std::find(ladder.begin(), ladder.end(), size);
  return found == ladder.end() ? -1 : static_cast<int>(found - ladder.begin());
}

bool Ladder::less(const SizeName& a, const SizeName& b) const {
  if (a == b) return false;
  const int place_a = place(a);
  const int place_b = place(b);
  if (place_a >= 0 && place_b >= 0) return place_a < place_b;
  return prices_->of_size(a).monthly < prices_->of_size(b).monthly;
}

std::vector<SizeName> Ladder::above(const SizeName& size) const {
  std::vector<SizeName> larger;
  for (const auto& candidate : pool_->ladder) {
    if (less(size, candidate)) larger.push_back(candidate);
  }
  return larger;
}

const SizeName* Ladder::next_below(const SizeName& size) const {
  const SizeName* below = nullptr;
  for (const auto& candidate : pool_->ladder) {
    if (less(candidate, size)) below = &candidate;
  }
  return below;
}

bool Ladder::sold_in(const SizeName& size, const Region& region) const {
  return prices_->sizes.empty() || prices_->sells(size, region);
}

bool Ladder::sold_anywhere(const SizeName& size) const {
  const auto& regions = regions_of(*fleet_, *pool_);
  return std::any_of(regions.begin(), regions.end(), [&](const Region& r) { return sold_in(size, r); });
}

}  // namespace muster
