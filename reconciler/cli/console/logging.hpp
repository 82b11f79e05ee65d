#pragma once

#include <string>

namespace muster {

/// Writes the program's log to stderr from this level on: trace, debug, info, warn, error or off.
void start_logging(const std::string& level);

}  // namespace muster
