#pragma once

#include <string>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// Prints a result. On a terminal that it does not fit on, it goes through MUSTER_PAGER (default: less -FRX),
/// unless --no-pager was said or MUSTER_PAGER is empty.
void print_paged(Console& console, const Settings& settings, const std::string& text);

}  // namespace muster
