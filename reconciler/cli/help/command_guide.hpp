#pragma once

#include <string>
#include <vector>

namespace muster {

/// The help of one command, without its flags.
struct CommandGuide {
  std::string words;                  ///< "plan", or "vault set" for a subcommand.
  std::vector<std::string> examples;  ///< Complete command lines; empty for a command with subcommands.
  std::string page;                   ///< The page of docs/ with more information.
};

/// Related commands.
struct CommandGroup {
  std::string title;
  std::vector<CommandGuide> commands;
};

/// Returns all commands, in the order of the help.
const std::vector<CommandGroup>& command_groups();

/// Returns the guide of a command by its words; nullptr if there is none.
const CommandGuide* guide_of(const std::string& words);

}  // namespace muster
