#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Writes the starter into a folder, which is made when it is not there, and returns what was written.
/// Never overwrites: a folder that holds anything but hidden files is refused with `conflict`, naming what is
/// there. What could not be finished is taken back.
Result<std::vector<std::string>> write_starter(const std::string& dir);

}  // namespace muster
