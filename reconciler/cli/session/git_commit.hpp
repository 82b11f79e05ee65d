#pragma once

#include <string>

namespace muster {

/// Returns the commit of the work tree around a folder, as 40 or 64 hexadecimal digits; empty if the folder
/// is in no git work tree. Reads git's own files and runs nothing.
std::string git_commit_of(const std::string& dir);

}  // namespace muster
