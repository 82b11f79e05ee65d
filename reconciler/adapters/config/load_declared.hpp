#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// What a folder declares, and everything that is wrong with it.
struct LoadedFiles {
  Fleet fleet;                   ///< Nothing at all while there are errors: no file is ever half read.
  std::vector<Policy> policies;  ///< In the order of their files.
  Diagnostics diagnostics;       ///< In the order of files and lines.

  bool ok() const { return !has_errors(diagnostics); }
};

/// Reads every declared file of a folder and its subfolders: `*.yaml` with a `kind`. All mistakes of all
/// files are found at once: of form first (schemas), then of meaning. With `prices` sizes and regions are
/// checked against what the cloud sells.
///
/// Source marks name files as the folder was typed: "desired-state/policies/disk.yaml".
LoadedFiles load_declared(const std::string& dir, const PriceList* prices = nullptr);

/// The same where no cloud is asked: sizes and regions are checked against the built-in prices of the fleet's
/// provider. Those do not hold every family of sizes: one of a family that they do not know is warned about.
LoadedFiles load_declared_offline(const std::string& dir);

}  // namespace muster
