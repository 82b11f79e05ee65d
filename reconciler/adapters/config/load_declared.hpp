#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The declarations of a folder, and all of its problems.
struct LoadedFiles {
  Fleet fleet;                   ///< Empty while there are errors: muster never uses a part of a declaration.
  std::vector<Policy> policies;  ///< In the order of their files.
  Diagnostics diagnostics;       ///< In the order of files and lines.

  bool ok() const { return !has_errors(diagnostics); }
};

/// Loads every declared file of a folder and its subfolders: `*.yaml` with a `kind`. It reports all errors of
/// all files at once: first of form (schemas), then of meaning. With `prices`, sizes and regions are checked
/// against the offers of the cloud.
///
/// Source marks name files by the folder as typed: "desired-state/policies/disk.yaml".
LoadedFiles load_declared(const std::string& dir, const PriceList* prices = nullptr);

/// The same without a cloud: sizes and regions are checked against the built-in prices of the fleet's
/// provider. The built-in prices do not contain every family of sizes; a size of an unknown family causes a
/// warning.
LoadedFiles load_declared_offline(const std::string& dir);

}  // namespace muster
