#pragma once

#include <string>
#include <vector>

namespace muster {

/// What the help of one command says beside its flags.
struct CommandGuide {
  std::string words;                  ///< "plan", or "vault set" for a command of a command.
  std::vector<std::string> examples;  ///< Command lines, complete; none for a command that has commands.
  std::string page;                   ///< The page of docs/ that says more.
};

/// Commands that belong together.
struct CommandGroup {
  std::string title;
  std::vector<CommandGuide> commands;
};

/// Every command, in the order in which people meet them.
const std::vector<CommandGroup>& command_groups();

/// The guide of a command by its words; nullptr when there is none.
const CommandGuide* guide_of(const std::string& words);

}  // namespace muster
