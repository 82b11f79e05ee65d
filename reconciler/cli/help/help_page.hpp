#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace muster {

/// The layout of help.
struct HelpPaper {
  std::size_t width = 80;  ///< Columns; see help_width.
  bool colour = false;
};

/// Returns the columns of help on a terminal with `columns` columns: long lines are hard to read.
std::size_t help_width(int columns);

/// Returns the program's own page: commands in groups, examples, and links.
std::string program_page(const CLI::App& app, const HelpPaper& paper);

/// Returns the page of one command; `words` are the command's, such as {"vault", "set"}.
std::string command_page(const CLI::App& command, const std::vector<std::string>& words,
                         const HelpPaper& paper);

/// Returns a page about all commands: "flags", "variables", "exit-codes"; nullopt for another word.
std::optional<std::string> topic_page(const CLI::App& app, const std::string& topic, const HelpPaper& paper);

/// Returns the words that topic_page accepts.
std::vector<std::string> help_topics();

}  // namespace muster
