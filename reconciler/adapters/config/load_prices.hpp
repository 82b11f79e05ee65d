#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// What a prices file says, and everything that is wrong with it.
struct LoadedPrices {
  PriceList prices;  ///< Empty while there are errors.
  Diagnostics diagnostics;

  bool ok() const { return !has_errors(diagnostics); }
};

/// Reads the text of a prices file; `name` stands in the diagnostics.
LoadedPrices read_prices(std::string_view text, const std::string& name);

/// The prices of a file. Fails with `invalid`, every mistake on a line of its own.
Result<PriceList> load_prices(const std::string& path);

/// The prices that the build embedded for a provider; fails with `not_found`.
Result<PriceList> embedded_prices(const std::string& provider);

}  // namespace muster
