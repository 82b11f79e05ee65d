#pragma once

#include <string>

namespace muster {

/// The size of a disk or a volume as a person reads it: "50 GiB".
std::string format_gib(int gib);

}  // namespace muster
