#pragma once

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// Returns the cloud's price list, with the sizes that it no longer contains and that machines of `actual`
/// report. Fails as Provider::prices does.
Result<PriceList> see_prices(Provider& provider, const ActualState& actual);

}  // namespace muster
