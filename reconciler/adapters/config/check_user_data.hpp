#pragma once

#include <string>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// What keeps user data from being sent, or a machine from running it. It is sent as text: bytes that are not
/// UTF-8, NUL bytes, a byte order mark, and an interpreter's line that ends with a carriage return are
/// errors; a beginning that cloud-init knows no handler for is a warning. `begin` is the first line of the
/// text; where it has no line, so has no problem. The problems have `path` as theirs.
Diagnostics check_user_data(const std::string& text, const SourceMark& begin, const std::string& path);

}  // namespace muster
