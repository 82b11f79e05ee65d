#include "reconciler/core/decide/inputs/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

Ladder::Ladder(const Fleet& fleet, const Pool& pool, const PriceList& prices,
               const Prerequisites* prerequisites)
    : fleet_(&fleet), pool_(&pool), prices_(&prices), prerequisites_(prerequisites) {}

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

bool Ladder::sold_in(const SizeName& size, const Region& region) const {
  return prices_->sizes.empty() || prices_->sells(size, region);
}

std::string Ladder::why_not_made_in(const SizeName& size, const Region& region) const {
  if (prerequisites_) {
    if (auto why = why_not_ordered(*prerequisites_, *pool_, prices_->find(size)); !why.empty()) return why;
  }
  if (!sold_in(size, region)) return "not sold in " + region.value;
  if (prerequisites_ && !has_image(*prerequisites_, region))
    return fmt::format("image {} is not in {}", pool_->image, region.value);
  return "";
}

std::string Ladder::why_not_made(const SizeName& size) const {
  if (prerequisites_) {
    if (auto why = why_not_ordered(*prerequisites_, *pool_, prices_->find(size)); !why.empty()) return why;
  }
  bool sold = false;
  for (const auto& region : regions_of(*fleet_, *pool_)) {
    if (!sold_in(size, region)) continue;
    sold = true;
    if (!prerequisites_ || has_image(*prerequisites_, region)) return "";
  }
  if (!sold) return "not sold in any region of the pool";
  return fmt::format("image {} is in no region of the pool that sells it", pool_->image);
}

SizeName Ladder::nearest_made(const SizeName& size) const {
  if (why_not_made(size).empty()) return size;
  const SizeName* largest = nullptr;
  for (const auto& candidate : pool_->ladder) {
    if (candidate == size || !why_not_made(candidate).empty()) continue;
    largest = &candidate;
    if (less(size, candidate)) break;
  }
  return largest ? *largest : size;
}

}  // namespace muster
