#pragma once

#include <string>

namespace muster {

/// kubectl's hands type `-o json` where they want JSON. The complaint about such a name of a file to be
/// written, with the flag that was meant and how to have a file of that name all the same; "" for any other.
std::string mistaken_for_format(const std::string& name, const std::string& flag);

}  // namespace muster
