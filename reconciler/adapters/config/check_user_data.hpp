#pragma once

#include <string>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// Returns the problems that prevent muster from sending user data, or a machine from running it. It is sent
/// as text: bytes that are not UTF-8, NUL bytes, a byte order mark, and an interpreter line that ends with a
/// carriage return are errors. A beginning for which cloud-init has no handler is a warning. `begin` is the
/// position of the first line of the text; without a line, problems have none either. `path` is the path of
/// the problems.
Diagnostics check_user_data(const std::string& text, const SourceMark& begin, const std::string& path);

}  // namespace muster
