#pragma once

#include <string>

namespace muster {

/// The commit that the work tree around a folder stands at, as 40 or 64 hexadecimal digits; empty when the
/// folder is not in a git work tree. Reads git's own files; runs nothing.
std::string git_commit_of(const std::string& dir);

}  // namespace muster
