#include "reconciler/core/fleet/bill/bill.hpp"

#include "reconciler/core/fleet/bill/strays.hpp"

namespace muster {

Price price_of(const ActualState& actual, const PriceList& prices) {
  Price total;
  for (const auto& [slot, machine] : actual.machines) total = total + prices.of_size(machine.size);
  total = total + price_of_strays(actual, prices);
  for (const auto& [slot, volume] : actual.volumes) total = total + prices.of_volume(volume.size_gib);
  return total + prices.of_load_balancer() * static_cast<std::int64_t>(actual.balancers.size());
}

}  // namespace muster
