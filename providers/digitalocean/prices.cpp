#include "providers/digitalocean/prices.hpp"

#include <algorithm>

#include "providers/digitalocean/listing.hpp"
#include "providers/digitalocean/responses.hpp"

namespace muster::digitalocean {

PriceList dated_prices() {
  PriceList prices;
  prices.dated = "2026-11-23";
  prices.volume_gib_month = Money::cents(10);
  prices.load_balancer_month = Money::dollars(12);
  prices.snapshot_gib_month = Money::cents(6);
  return prices;
}

Result<PriceList> read_prices(Session& session) {
  auto prices = dated_prices();
  // Sizes are told by their slug: the listing knows no other id.
  const auto take = [&prices](JsonView view) -> Result<Done> {
    auto size = size_in(view);
    if (!size) return size.error();
    prices.sizes.push_back(*std::move(size));
    return Done{};
  };
  const std::vector<Listing> listings = {
      {"sizes", "/v2/sizes", "slug", take, [&prices] { prices.sizes.clear(); }}};
  const auto ends = read_listings(session, listings);
  if (ends.front().failure) return *ends.front().failure;
  std::sort(prices.sizes.begin(), prices.sizes.end(),
            [](const SizeOffer& a, const SizeOffer& b) { return a.name < b.name; });
  return prices;
}

}  // namespace muster::digitalocean
