#pragma once

#include <string>

namespace muster {

/// Formats the size of a disk or a volume in GiB: "50 GiB".
std::string format_gib(int gib);

}  // namespace muster
