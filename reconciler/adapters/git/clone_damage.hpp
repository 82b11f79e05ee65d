#pragma once

#include <string>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {

/// Whether a failed command that contacts a remote reports that objects or files of the clone itself are
/// damaged. Lines of the remote are ignored, because they are foreign text.
bool tells_of_damage(const GitRun& run);

/// Returns the object format of the remote, "sha1" or "sha256", if the command failed because the clone has
/// the other one; else "".
std::string other_object_format(const GitRun& run);

/// Keeps a damaged clone once, for an inspection: the next one is made anew.
void set_aside(const std::string& clone);

}  // namespace muster
