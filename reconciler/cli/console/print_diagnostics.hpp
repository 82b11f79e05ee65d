#pragma once

#include <iosfwd>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// Prints problems of declared files with the lines that they are about, which it reads from the files again.
void print_diagnostics(const Diagnostics& problems, std::ostream& to, bool colour);

/// The same to stderr; with --json they are also kept for the report of errors.
void print_diagnostics(const Diagnostics& problems, Console& console);

}  // namespace muster
