#pragma once

#include <string>

namespace muster {

/// Users of kubectl type `-o json` for JSON output. Returns the message about such an output file, with the
/// intended flag and the way to write a file of that name; "" for any other name.
std::string mistaken_for_format(const std::string& name, const std::string& flag);

}  // namespace muster
