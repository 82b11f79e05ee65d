#include "reconciler/cli/help/help_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "reconciler/cli/help/command_guide.hpp"
#include "reconciler/cli/help/flag_lines.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/ports/provider_registry.hpp"

namespace muster {

namespace {

std::string heading(const std::string& title, const HelpPaper& paper) {
  return "\n" + Paint(paper.colour).bold(title + ":") + "\n";
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string examples_text(const std::vector<std::string>& examples, const HelpPaper& paper) {
  if (examples.empty()) return "";
  auto text = heading("Examples", paper);
  for (const auto& example : examples) text += wrapped_behind("  $ ", "      ", example, paper.width);
  return text;
}

/// "muster plan [FLAGS] FILE [ADDRESS]".
std::string usage_of(const CLI::App& command, const std::string& words, bool has_flags) {
  auto usage = "muster " + words;
  if (!commands_of(command).empty()) return usage + " COMMAND";
  if (has_flags) usage += " [FLAGS]";
  for (const auto& word : word_lines(command)) usage += " " + word.names;
  return usage;
}

std::vector<FlagLine> commands_in(const CLI::App& command) {
  std::vector<FlagLine> lines;
  for (const auto* each : commands_of(command)) lines.push_back({each->get_name(), each->get_description()});
  return lines;
}

/// Adds every option that a variable can set, with its name on the command line.
void collect_variables(const CLI::App& command, std::vector<FlagLine>& lines) {
  for (const auto* option : command.get_options()) {
    const auto variable = option->get_envname();
    const auto same = [&](const FlagLine& line) { return line.names == variable; };
    if (variable.empty() || std::any_of(lines.begin(), lines.end(), same)) continue;
    lines.push_back({variable, option->get_name() + ": " + option->get_description()});
  }
  for (const auto* each : commands_of(command)) collect_variables(*each, lines);
}

/// The variables that contain secrets.
std::vector<FlagLine> secret_lines() {
  std::vector<FlagLine> lines;
  for (const auto& cloud : provider_registry()) {
    const auto others = cloud.key_variables.subspan(1);
    lines.push_back({cloud.key_variables.front(),
                     others.empty()
                         ? "The key of the cloud"
                         : fmt::format("The key of the cloud; if empty: {}", fmt::join(others, ", then "))});
  }
  lines.push_back(
      {"MUSTER_SECRET_NAME", "Value of a secret of the declared files: MUSTER_SECRET_NODE_KEY for node-key"});
  return lines;
}

std::string variables_page(const CLI::App& app, const HelpPaper& paper) {
  std::vector<FlagLine> lines;
  collect_variables(app, lines);
  auto text = wrapped_behind("", "",
                             "Each variable sets a flag. A flag on the command line "
                             "overrides its variable.",
                             paper.width);
  text += heading("Settings", paper) + two_columns(lines, paper.width);
  text += heading("Secrets", paper);
  text += two_columns(secret_lines(), paper.width);
  text += heading("Terminal", paper);
  text += two_columns({{"NO_COLOR", "Any non-empty text disables colours; --color overrides it"},
                       {"MUSTER_NO_COLOR", "1: the same for muster only"},
                       {"MUSTER_PAGER", "Pager for long text; default: less -FRX"}},
                      paper.width);
  text += "\n" + wrapped_behind("", "",
                                "No variable replaces a confirmation or an approval. Only the command line "
                                "gives the command, its object and --auto-approve.",
                                paper.width);
  return text;
}

std::string flags_page(const CLI::App& app, const HelpPaper& paper) {
  auto lines = flag_lines(app);
  lines.push_back({"-h, --help", "Prints the help of the program or of the command"});
  return "Flags of every command. Write them before or after its name.\n" + heading("Flags", paper) +
         two_columns(lines, paper.width);
}

std::string exit_codes_page(const HelpPaper& paper) {
  return "Meaning of the exit codes.\n" + heading("Exit codes", paper) +
         two_columns({{"0", "Success, or no changes"},
                      {"1", "An error in usage, files or the cloud; or any answer other than \"yes\""},
                      {"2", "plan --detailed-exitcode found changes"},
                      {"3", "The plan needs an approval, is rejected, or is refused by the rules"},
                      {"4", "The plan is stale: make a new one"},
                      {"5", "The plan was applied in part; the report lists each change"}},
                     paper.width);
}

}  // namespace

std::size_t help_width(int columns) {
  return static_cast<std::size_t>(std::clamp(columns, 40, 100));
}

std::string program_page(const CLI::App& app, const HelpPaper& paper) {
  auto text = wrapped_behind("", "", app.get_description(), paper.width);
  text += heading("Usage", paper) + "  muster COMMAND [FLAGS]\n";
  for (const auto& group : command_groups()) {
    std::vector<FlagLine> lines;
    for (const auto& guide : group.commands) {
      for (const auto* command : commands_of(app)) {
        if (command->get_name() == guide.words)
          lines.push_back({fmt::format("{:<10}", guide.words), command->get_description()});
      }
    }
    text += heading(group.title, paper) + two_columns(lines, paper.width);
  }
  text += examples_text({"muster --sandbox plan", "muster --sandbox apply", "muster help plan"}, paper);
  text += heading("More", paper);
  text += two_columns({{"muster help COMMAND", "A command, with its flags and examples"},
                       {"muster help flags", "Flags that every command takes"},
                       {"muster help variables", "Environment variables"},
                       {"muster help exit-codes", "Meaning of the exit codes"},
                       {"README.md, docs/", "Tour and documentation"}},
                      paper.width);
  return text;
}

std::string command_page(const CLI::App& command, const std::vector<std::string>& words,
                         const HelpPaper& paper) {
  const auto name = fmt::format("{}", fmt::join(words, " "));
  const auto flags = flag_lines(command);
  const auto positional = word_lines(command);
  auto text = wrapped_behind("", "", command.get_description(), paper.width);
  text += heading("Usage", paper) + "  " + usage_of(command, name, !flags.empty()) + "\n";
  if (!positional.empty()) text += heading("Arguments", paper) + two_columns(positional, paper.width);
  if (const auto lines = commands_in(command); !lines.empty())
    text += heading("Commands", paper) + two_columns(lines, paper.width);
  if (!flags.empty()) text += heading("Flags", paper) + two_columns(flags, paper.width);
  const auto* guide = guide_of(name);
  if (guide) text += examples_text(guide->examples, paper);
  text += "\n" + wrapped_behind("", "", "Flags that every command takes: muster help flags", paper.width);
  if (guide) text += "Read more: " + guide->page + "\n";
  return text;
}

std::vector<std::string> help_topics() {
  return {"flags", "variables", "exit-codes"};
}

std::optional<std::string> topic_page(const CLI::App& app, const std::string& topic, const HelpPaper& paper) {
  if (topic == "flags") return flags_page(app, paper);
  if (topic == "variables") return variables_page(app, paper);
  if (topic == "exit-codes") return exit_codes_page(paper);
  return std::nullopt;
}

}  // namespace muster
