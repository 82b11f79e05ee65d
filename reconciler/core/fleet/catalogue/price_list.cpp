#include "reconciler/core/fleet/catalogue/price_list.hpp"

#include <algorithm>

namespace muster {

const SizeOffer* PriceList::find(const SizeName& name) const {
  const auto at =
      std::lower_bound(sizes.begin(), sizes.end(), name,
                       [](const SizeOffer& offer, const SizeName& wanted) { return offer.name < wanted; });
  return at != sizes.end() && at->name == name ? &*at : nullptr;
}

Price PriceList::of_size(const SizeName& name) const {
  const auto* offer = find(name);
  return offer ? offer->price : Price{};
}

Duration PriceList::paid_ahead(const SizeName& name) const {
  const auto hourly = of_size(name).hourly.in_micros();
  if (hourly <= 0) return Duration(0);
  return std::chrono::seconds((least_charge * 3600).in_micros() / hourly);
}

Price PriceList::of_volume(int gib) const {
  const auto monthly = volume_gib_month * gib;
  return {hourly_of_month(monthly), monthly};
}

Price PriceList::of_snapshot(int gib) const {
  const auto monthly = snapshot_gib_month * gib;
  return {hourly_of_month(monthly), monthly};
}

Price PriceList::of_load_balancer() const {
  return {hourly_of_month(load_balancer_month), load_balancer_month};
}

bool PriceList::sells(const SizeName& name, const Region& region) const {
  const auto* offer = find(name);
  return offer && offer->available &&
         std::binary_search(offer->regions.begin(), offer->regions.end(), region);
}

Digest fingerprint_of(const PriceList& prices) {
  Digester digester;
  digester.add(prices.dated);
  for (const auto& offer : prices.sizes) {
    digester.add(offer.name.value).add(offer.vcpus).add(offer.memory_mib).add(offer.disk_gib);
    digester.add(offer.price.hourly.in_micros()).add(offer.price.monthly.in_micros()).add(offer.available);
    digester.add(static_cast<std::int64_t>(offer.regions.size()));
    for (const auto& region : offer.regions) digester.add(region.value);
  }
  digester.add(prices.volume_gib_month.in_micros()).add(prices.load_balancer_month.in_micros());
  return digester.add(prices.snapshot_gib_month.in_micros()).add(prices.least_charge.in_micros()).finish();
}

}  // namespace muster
