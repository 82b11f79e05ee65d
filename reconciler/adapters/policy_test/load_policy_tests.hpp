#pragma once

#include <string>
#include <vector>

#include "reconciler/core/rehearsal/rehearsal.hpp"

namespace muster {

/// The rehearsals of one policy test file.
struct RehearsalFile {
  std::string shown;  ///< "desired-state/policies/overload_test.yaml".
  std::vector<Rehearsal> rehearsals;
};

/// Every policy test of a folder, and everything that is wrong with them.
struct LoadedRehearsals {
  std::vector<RehearsalFile> files;  ///< In the order of their paths; none while there are errors.
  Diagnostics diagnostics;

  bool ok() const { return !has_errors(diagnostics); }
};

/// Reads the `*_test.yaml` of a folder and its subfolders against what the folder declares. `given` has the
/// fleet, its policies and prices; each rehearsal adds machines and readings of its own.
LoadedRehearsals load_rehearsals(const std::string& dir, const World& given);

}  // namespace muster
