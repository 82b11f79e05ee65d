#include "reconciler/cli/commands/about/help.hpp"

#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "reconciler/cli/help/flag_lines.hpp"
#include "reconciler/cli/help/help_page.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

namespace {

const CLI::App* command_named(const CLI::App& app, const std::string& word) {
  for (const auto* command : subcommands_of(app)) {
    if (command->get_name() == word) return command;
  }
  return nullptr;
}

/// The error for a word that is neither a command of `app` nor, at the start, a topic.
Error no_such_help(const CLI::App& app, const std::string& word, bool first) {
  auto known = first ? help_topics() : std::vector<std::string>{};
  for (const auto* command : subcommands_of(app)) known.push_back(command->get_name());
  const auto nearest = nearest_word(word, known);
  return {ErrorKind::invalid,
          "there is no help on \"" + word + "\"" +
              (nearest.empty() ? "; `muster help` lists the commands" : "; did you mean " + nearest + "?")};
}

}  // namespace

void setup_help(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<HelpOptions>();
  auto* command = app.add_subcommand("help", "Prints the help of a command, or about a topic");
  command->add_option("COMMAND", options->words,
                      "A command such as plan or vault set; or flags, variables, exit-codes");
  command->callback([options, &app, &chosen] {
    chosen = [options, &app](const Settings&, Console& console) { return run_help(*options, app, console); };
  });
}

ExitCode run_help(const HelpOptions& options, const CLI::App& app, Console& console) {
  const HelpPaper paper{help_width(console.width), console.colour_out()};
  if (options.words.empty()) {
    console.out << program_page(app, paper);
    return ExitCode::done;
  }
  if (options.words.size() == 1) {
    if (const auto topic = topic_page(app, options.words.front(), paper)) {
      console.out << *topic;
      return ExitCode::done;
    }
  }
  const auto* command = &app;
  for (const auto& word : options.words) {
    const auto* next = command_named(*command, word);
    if (!next) return print_error(console, no_such_help(*command, word, command == &app));
    command = next;
  }
  console.out << command_page(*command, options.words, paper);
  return ExitCode::done;
}

}  // namespace muster
