#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// The cloud's price list, with what the machines of `actual` tell of sizes that it has no more. Fails like
/// Provider::prices.
Result<PriceList> see_prices(Provider& provider, const ActualState& actual);

}  // namespace muster
