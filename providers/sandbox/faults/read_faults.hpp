#pragma once

#include <string>

#include "providers/sandbox/faults/fault_rule.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster::sandbox {

/// What a fault file says, or everything that is wrong with it.
struct ReadFaults {
  DeclaredFaults faults;
  Diagnostics problems;  ///< Empty when `faults` may be used.
};

/// Reads the text of a fault file (see schemas/faults.schema.json); `file` is its name, for the problems.
ReadFaults read_faults(const std::string& text, const std::string& file);

/// One problem a paragraph: "faults.yaml:4:12: ...", what was expected, what to do.
std::string describe(const Diagnostics& problems);

}  // namespace muster::sandbox
