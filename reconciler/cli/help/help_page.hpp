#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace muster {

/// How help is laid out.
struct HelpPaper {
  std::size_t width = 80;  ///< Columns; see help_width.
  bool colour = false;
};

/// The columns that help takes on a terminal of so many: lines that are too long are hard to read.
std::size_t help_width(int columns);

/// The program's own page: commands in groups, examples, and where more is said.
std::string program_page(const CLI::App& app, const HelpPaper& paper);

/// The page of one command; `words` are the command's, such as {"vault", "set"}.
std::string command_page(const CLI::App& command, const std::vector<std::string>& words,
                         const HelpPaper& paper);

/// A page about all commands: "flags", "variables", "exit-codes"; nullopt for another word.
std::optional<std::string> topic_page(const CLI::App& app, const std::string& topic, const HelpPaper& paper);

/// The words that topic_page knows.
std::vector<std::string> help_topics();

}  // namespace muster
