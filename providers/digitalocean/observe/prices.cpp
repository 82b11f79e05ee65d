#include "providers/digitalocean/observe/prices.hpp"

#include <algorithm>

#include "providers/digitalocean/responses/responses.hpp"
#include "providers/digitalocean/session/listing.hpp"
#include "reconciler/adapters/config/load_prices.hpp"

namespace muster::digitalocean {

Result<PriceList> read_prices(Session& session) {
  auto dated = embedded_prices("digitalocean");
  if (!dated) return dated.error();
  auto prices = *std::move(dated);
  // The slug identifies a size: the listing has no other id.
  const auto take = [&prices](JsonView view) -> Result<Done> {
    auto size = size_in(view);
    if (size && !size->name.empty()) {
      prices.sizes.push_back(*std::move(size));
    } else {
      // An unreadable entry matters only for users of that size.
      prices.left_out.push_back(
          {SizeName(text_or_empty(view.field("slug"))), size ? "it has no name" : size.error().what});
    }
    return Done{};
  };
  const std::vector<Listing> listings = {{"sizes", "/v2/sizes", "slug", take, [&prices] {
                                            prices.sizes.clear();
                                            prices.left_out.clear();
                                          }}};
  const auto ends = read_listings(session, listings);
  if (ends.front().failure) return *ends.front().failure;
  if (prices.sizes.empty())
    return Error{ErrorKind::invalid,
                 "listing sizes: no size can be read, and muster does not accept an empty list"};
  std::sort(prices.sizes.begin(), prices.sizes.end(),
            [](const SizeOffer& a, const SizeOffer& b) { return a.name < b.name; });
  return prices;
}

}  // namespace muster::digitalocean
