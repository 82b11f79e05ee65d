#pragma once

#include <vector>

namespace muster {

/// One providers/*/prices.yaml, as the build embedded it.
struct EmbeddedPrices {
  const char* name;  ///< The provider: the name of its folder.
  const char* text;
};

/// Returns all of them, sorted by name.
const std::vector<EmbeddedPrices>& embedded_prices_files();

}  // namespace muster
