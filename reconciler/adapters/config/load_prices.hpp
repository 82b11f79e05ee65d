#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"

namespace muster {

/// The content of a prices file, and all of its problems.
struct LoadedPrices {
  PriceList prices;  ///< Empty while there are errors.
  Diagnostics diagnostics;

  bool ok() const { return !has_errors(diagnostics); }
};

/// Parses the text of a prices file; diagnostics contain `name`.
LoadedPrices read_prices(std::string_view text, const std::string& name);

/// Loads the prices of a file. Fails with `invalid`, one line for each error, and as read_whole_file does.
Result<PriceList> load_prices(const std::string& path);

/// Returns the embedded prices of a provider. Fails with `not_found`.
Result<PriceList> embedded_prices(const std::string& provider);

}  // namespace muster
