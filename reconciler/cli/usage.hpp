#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace muster {

/// The help of the command that was named, or of the program.
std::string help_text(const CLI::App& app);

/// What was wrong with the command line, with the nearest word that would be right.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace muster
