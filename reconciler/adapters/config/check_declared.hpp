#pragma once

#include <vector>

#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// What sizes and regions are held against.
struct PricesToCheck {
  const PriceList* list = nullptr;  ///< What the cloud sells: all of it.
  bool built_in = false;            ///< Without a list: the built-in prices of the fleet's provider.
};

/// What is wrong with a fleet and its policies by meaning, each at the very value in its file.
Diagnostics check_declared(const Fleet& fleet, const std::vector<Policy>& policies, PricesToCheck prices,
                           const std::vector<const YamlFile*>& files);

}  // namespace muster
