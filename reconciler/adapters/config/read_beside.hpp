#pragma once

#include <functional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Reads a file that a declared file names, by its path relative to the folder of declared files. Fails as
/// read_inside does.
using ReadBeside = std::function<Result<std::string>(const std::string& relative_path)>;

}  // namespace muster
