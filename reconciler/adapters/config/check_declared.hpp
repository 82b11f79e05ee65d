#pragma once

#include <vector>

#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The prices for the check of sizes and regions.
struct PricesToCheck {
  const PriceList* list = nullptr;  ///< The complete price list of the cloud.
  bool built_in = false;            ///< Without a list: use the built-in prices of the fleet's provider.
};

/// Returns the problems of a fleet and its policies by meaning, each at the position of its value.
Diagnostics check_declared(const Fleet& fleet, const std::vector<Policy>& policies, PricesToCheck prices,
                           const std::vector<const YamlFile*>& files);

}  // namespace muster
