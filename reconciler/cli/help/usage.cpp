#include "reconciler/cli/help/usage.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <vector>

#include "reconciler/cli/help/flag_lines.hpp"
#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster {

namespace {

/// The command that was named, or the program itself.
const CLI::App& named_command(const CLI::App& app) {
  const auto named = app.get_subcommands();
  return named.empty() ? app : named_command(*named.front());
}

/// " vault set" for the command `set` of the command `vault`.
std::string words_of(const CLI::App& app) {
  const auto named = app.get_subcommands();
  return named.empty() ? "" : " " + named.front()->get_name() + words_of(*named.front());
}

std::vector<std::string> command_names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : subcommands_of(app)) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) flags.push_back("--" + name);
    for (const auto& name : option->get_snames()) flags.push_back("-" + name);
  }
  return flags;
}

/// Returns the error for one unknown word.
std::string unknown_word(const CLI::App& app, const std::string& word) {
  const auto& command = named_command(app);
  const bool is_flag = word.size() > 1 && word.front() == '-';
  std::string text;
  std::vector<std::string> known;
  if (is_flag) {
    const auto flag = word.substr(0, word.find('='));
    text = "unknown flag " + flag;
    known = flags_of(app);
    if (&command != &app) {
      text += " of muster" + words_of(app);
      for (const auto& own : flags_of(command)) known.push_back(own);
    }
    const auto nearest = nearest_word(flag, known);
    return text + (nearest.empty() ? "" : "; did you mean " + nearest + "?");
  }
  const auto commands = command_names_of(command);
  if (commands.empty()) return "muster" + words_of(app) + " does not take \"" + word + "\"";
  const auto nearest = nearest_word(word, commands);
  return "unknown command \"" + word + "\"" + (&command == &app ? "" : " of muster" + words_of(app)) +
         (nearest.empty() ? "" : "; did you mean " + nearest + "?");
}

/// Returns the unknown words, the program's before the command's.
std::vector<std::string> left_over(const CLI::App& app) {
  auto words = app.remaining(true);
  std::erase(words, "--");
  return words;
}

}  // namespace

std::string help_text(const CLI::App& app, const HelpPaper& paper) {
  std::vector<std::string> words;
  for (auto named = app.get_subcommands(); !named.empty(); named = named.front()->get_subcommands())
    words.push_back(named.front()->get_name());
  return words.empty() ? program_page(app, paper) : command_page(named_command(app), words, paper);
}

namespace {

std::string problem_of(const CLI::App& app, const CLI::ParseError& error) {
  const auto words = left_over(app);
  std::string problem = error.what();
  const bool left_something = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  // An unknown word is more useful than the message that a command is missing.
  const bool no_command = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
                          !command_names_of(named_command(app)).empty();
  if ((left_something || no_command) && !words.empty()) {
    problem = unknown_word(app, words.front());
  } else if (no_command) {
    const auto commands = command_names_of(named_command(app));
    problem = fmt::format("muster{} needs a command: {}", words_of(app), fmt::join(commands, ", "));
  }
  // The words of a command line can come from a file or a web page, and can control a terminal.
  return printable(problem);
}

}  // namespace

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  return "error: " + problem_of(app, error) + "\n  `muster" + words_of(app) + " --help` lists the flags\n";
}

std::string usage_error_json(const CLI::App& app, const CLI::ParseError& error) {
  CodedDiagnostic coded{"usage", {}};
  coded.problem.summary = problem_of(app, error);
  coded.problem.hint = "muster" + words_of(app) + " --help";
  return coded_diagnostics_json({coded});
}

std::string no_command_json() {
  CodedDiagnostic coded{"usage", {}};
  coded.problem.summary = "a command is missing";
  coded.problem.hint = "muster help";
  return coded_diagnostics_json({coded});
}

}  // namespace muster
