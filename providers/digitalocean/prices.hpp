#pragma once

#include "providers/digitalocean/session.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster::digitalocean {

/// Sizes and their prices from the API; what it does not tell (volumes, load balancers, snapshots) from the
/// dated list that comes with this program.
Result<PriceList> read_prices(Session& session);

/// The dated part alone, without sizes.
PriceList dated_prices();

}  // namespace muster::digitalocean
