#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/help/flag_lines.hpp"

namespace muster {

/// Returns the usage of a command: "muster plan [FLAGS] FILE [ADDRESS]". `words` are those of the command.
std::string usage_line(const CLI::App& command, const std::string& words);

/// Returns the flags that every command takes.
std::vector<FlagLine> global_flag_lines(const CLI::App& app);
/// Returns the environment variables that set flags, with the names of the flags.
std::vector<FlagLine> setting_lines(const CLI::App& app);
/// Returns the environment variables that contain secrets.
std::vector<FlagLine> secret_lines();
/// Returns the environment variables about the terminal.
std::vector<FlagLine> terminal_lines();
/// Returns the exit codes of the program and their meanings.
std::vector<FlagLine> exit_code_lines();

}  // namespace muster
