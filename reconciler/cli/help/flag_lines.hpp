#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace muster {

/// The help of one flag or one argument.
struct FlagLine {
  std::string names;    ///< "-o, --out FILE", "    --watch", "FILE", "[ADDRESS]".
  std::string message;  ///< With its default, and the flags that exclude it.
};

/// Returns the commands below a command or the program, in the order of their declaration.
std::vector<const CLI::App*> subcommands_of(const CLI::App& command);

/// Returns the flags of a command without --help, in the order of their declaration.
std::vector<FlagLine> flag_lines(const CLI::App& command);

/// Returns the arguments of a command.
std::vector<FlagLine> word_lines(const CLI::App& command);

/// Lays out each line as a name and, beside it, its wrapped text.
std::string two_columns(const std::vector<FlagLine>& lines, std::size_t width);

}  // namespace muster
