#pragma once

#include <string>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// Prints a result. If it does not fit on the terminal, MUSTER_PAGER shows it (default: less -FRX), except
/// with --no-pager or an empty MUSTER_PAGER.
void print_paged(Console& console, const Settings& settings, const std::string& text);

}  // namespace muster
