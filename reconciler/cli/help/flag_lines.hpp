#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace muster {

/// What the help says of one flag or one word of a command line.
struct FlagLine {
  std::string names;  ///< "-o, --out FILE", "    --watch", "FILE", "[ADDRESS]".
  std::string says;   ///< With its default, and the flags that it does not go with.
};

/// The flags of a command, in the order in which the command declares them; not --help.
std::vector<FlagLine> flag_lines(const CLI::App& command);

/// The words that a command takes behind its name.
std::vector<FlagLine> word_lines(const CLI::App& command);

/// Each line as a name and, beside it, its wrapped text.
std::string two_columns(const std::vector<FlagLine>& lines, std::size_t width);

}  // namespace muster
