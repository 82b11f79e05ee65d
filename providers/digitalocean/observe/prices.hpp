#pragma once

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"

namespace muster::digitalocean {

/// Returns sizes and their prices from the API, and the other prices (volumes, load balancers, snapshots)
/// from the embedded, dated prices.yaml. Fails as a call to the API does.
Result<PriceList> read_prices(Session& session);

}  // namespace muster::digitalocean
