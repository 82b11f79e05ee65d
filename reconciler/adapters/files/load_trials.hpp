#pragma once

#include <string>
#include <vector>

#include "reconciler/core/trial/trial.hpp"

namespace muster {

/// The trials of one policy test file.
struct TrialFile {
  std::string shown;  ///< "desired-state/policies/overload_test.yaml".
  std::vector<Trial> trials;
};

/// Every policy test of a folder, and everything that is wrong with them.
struct LoadedTrials {
  std::vector<TrialFile> files;  ///< In the order of their paths; none while there are errors.
  Diagnostics diagnostics;

  bool ok() const { return !has_errors(diagnostics); }
};

/// Reads the `*_test.yaml` of a folder and its subfolders against what the folder declares. `given` has the
/// fleet, its policies and prices; each trial adds machines and readings of its own.
LoadedTrials load_trials(const std::string& dir, const World& given);

}  // namespace muster
