#pragma once

#include <string>

#include "reconciler/cli/help/help_page.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace muster {

/// Returns the help of the named command, or of the program.
std::string help_text(const CLI::App& app, const HelpPaper& paper);

/// Returns the error of the command line, with the nearest valid word.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);

/// The same as the object of `muster validate --json`, with the code "usage".
std::string usage_error_json(const CLI::App& app, const CLI::ParseError& error);

/// The same for a command line without a command.
std::string no_command_json();

}  // namespace muster
