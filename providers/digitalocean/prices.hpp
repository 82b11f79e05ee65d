#pragma once

#include "providers/digitalocean/session.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster::digitalocean {

/// Sizes and their prices from the API; what it does not tell (volumes, load balancers, snapshots) from the
/// dated prices.yaml that was built in.
Result<PriceList> read_prices(Session& session);

}  // namespace muster::digitalocean
