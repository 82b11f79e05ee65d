#pragma once

#include <string>

#include "providers/sandbox/faults/fault_rule.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster::sandbox {

/// The content of a fault file, or all of its problems.
struct ReadFaults {
  DeclaredFaults faults;
  Diagnostics problems;  ///< Empty if `faults` may be used.
};

/// Parses the text of a fault file (see schemas/faults.schema.json); `file` is its name, for the problems.
ReadFaults read_faults(const std::string& text, const std::string& file);

/// One problem for each paragraph: "faults.yaml:4:12: ...", the expected value, advice.
std::string describe(const Diagnostics& problems);

}  // namespace muster::sandbox
