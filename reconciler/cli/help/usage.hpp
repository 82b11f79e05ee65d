#pragma once

#include <string>

#include "reconciler/cli/help/help_page.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace muster {

/// The help of the command that was named, or of the program.
std::string help_text(const CLI::App& app, const HelpPaper& paper);

/// What was wrong with the command line, with the nearest word that would be right.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);

/// The same as the object of `muster validate --json`, with the code "usage".
std::string usage_error_json(const CLI::App& app, const CLI::ParseError& error);

/// The same where the command line names no command at all.
std::string no_command_json();

}  // namespace muster
