#include "reconciler/engine/observe/see_prices.hpp"

#include "reconciler/core/fleet/catalogue/withdrawn_sizes.hpp"

namespace muster {

Result<PriceList> see_prices(Provider& provider, const ActualState& actual) {
  auto prices = provider.prices();
  if (prices) add_withdrawn(*prices, actual.sizes_of_machines);
  return prices;
}

}  // namespace muster
