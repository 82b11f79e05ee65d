#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns the content of a small file of /proc or /sys, whose size is unknown before the read; at most 1
/// MiB. Fails with `not_found` or `io`.
Result<std::string> read_kernel_file(const std::string& path);

}  // namespace muster
