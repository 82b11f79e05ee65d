#include "reconciler/core/fleet/catalogue/withdrawn_sizes.hpp"

#include <algorithm>

namespace muster {

void add_withdrawn(PriceList& prices, const std::vector<SizeOffer>& sizes_of_machines) {
  std::vector<SizeOffer> withdrawn;
  for (const auto& size : sizes_of_machines) {
    const auto same = [&](const SizeOffer& other) { return other.name == size.name; };
    if (prices.find(size.name) || std::any_of(withdrawn.begin(), withdrawn.end(), same)) continue;
    withdrawn.push_back(size);
    withdrawn.back().available = false;
    withdrawn.back().listed = false;
    withdrawn.back().regions.clear();
  }
  prices.sizes.insert(prices.sizes.end(), withdrawn.begin(), withdrawn.end());
  std::sort(prices.sizes.begin(), prices.sizes.end(),
            [](const SizeOffer& a, const SizeOffer& b) { return a.name < b.name; });
}

}  // namespace muster
