#pragma once

#include <string>

#include "reconciler/cli/complete/completion_list.hpp"

namespace muster {

/// The first word of a command line that asks for candidates: "muster __complete plan --f". The scripts use
/// it; it may change with any version.
inline constexpr const char* kCompleteCommand = "__complete";

/// Returns the script that a shell reads to complete command lines of muster; `shell` is "bash", "zsh" or
/// "fish".
std::string completion_script(const std::string& shell);

/// Returns candidates as the scripts read them: a line each, with a tab before the message. ":files" and
/// ":folders" are last and alone: the shell adds paths.
std::string candidate_lines(const CompletionList& completion);

}  // namespace muster
