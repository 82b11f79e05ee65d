#pragma once

#include <string>
#include <utility>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The inputs of the check of one policy.
struct CheckInputs {
  const Fleet& fleet;
  const Policy& policy;
  const PriceList* prices;  ///< nullptr: sizes and regions are not checked.
};

/// Adds an error at a field of a policy.
inline void add_error(Diagnostics& found, const SourceMark& at, std::string path, std::string summary,
                      std::string expected) {
  found.push_back({Severity::error, at, std::move(path), std::move(summary), std::move(expected), ""});
}

}  // namespace muster
