#include "reconciler/cli/usage.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"

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

std::vector<std::string> commands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
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

/// What one word that nobody took deserves to hear.
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
  const auto commands = commands_of(command);
  if (commands.empty()) return "muster" + words_of(app) + " does not take \"" + word + "\"";
  const auto nearest = nearest_word(word, commands);
  return "unknown command \"" + word + "\"" + (&command == &app ? "" : " of muster" + words_of(app)) +
         (nearest.empty() ? "" : "; did you mean " + nearest + "?");
}

/// The words that nobody took, the program's before the command's.
std::vector<std::string> left_over(const CLI::App& app) {
  auto words = app.remaining(true);
  std::erase(words, "--");
  return words;
}

}  // namespace

std::string help_text(const CLI::App& app) {
  return named_command(app).help();
}

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const auto words = left_over(app);
  std::string problem = error.what();
  const bool left_something = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  // A word that is no command is worth more than that some command is missing.
  const bool no_command = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
                          !commands_of(named_command(app)).empty();
  if ((left_something || no_command) && !words.empty()) problem = unknown_word(app, words.front());
  return "error: " + problem + "\n  `muster" + words_of(app) + " --help` tells what there is\n";
}

}  // namespace muster
