#include "reconciler/cli/help/help_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "reconciler/cli/help/command_guide.hpp"
#include "reconciler/cli/help/flag_lines.hpp"
#include "reconciler/cli/help/topic_lines.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"

namespace muster {

namespace {

std::string heading(const std::string& title, const HelpPaper& paper) {
  return "\n" + Paint(paper.colour).bold(title + ":") + "\n";
}

std::string examples_text(const std::vector<std::string>& examples, const HelpPaper& paper) {
  if (examples.empty()) return "";
  auto text = heading("Examples", paper);
  for (const auto& example : examples) text += wrapped_behind("  $ ", "      ", example, paper.width);
  return text;
}

std::vector<FlagLine> commands_in(const CLI::App& command) {
  std::vector<FlagLine> lines;
  for (const auto* each : subcommands_of(command))
    lines.push_back({each->get_name(), each->get_description()});
  return lines;
}

std::string variables_page(const CLI::App& app, const HelpPaper& paper) {
  auto text = wrapped_behind("", "",
                             "Each variable sets a flag. A flag on the command line "
                             "overrides its variable.",
                             paper.width);
  text += heading("Settings", paper) + two_columns(setting_lines(app), paper.width);
  text += heading("Secrets", paper);
  text += two_columns(secret_lines(), paper.width);
  text += heading("Terminal", paper);
  text += two_columns(terminal_lines(), paper.width);
  text += "\n" + wrapped_behind("", "",
                                "No variable replaces a confirmation or an approval. Only the command line "
                                "gives the command, its object and --auto-approve.",
                                paper.width);
  return text;
}

std::string flags_page(const CLI::App& app, const HelpPaper& paper) {
  return "Flags of every command. Write them before or after its name.\n" + heading("Flags", paper) +
         two_columns(global_flag_lines(app), paper.width);
}

std::string exit_codes_page(const HelpPaper& paper) {
  return "Meaning of the exit codes.\n" + heading("Exit codes", paper) +
         two_columns(exit_code_lines(), paper.width);
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
      for (const auto* command : subcommands_of(app)) {
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
  text += heading("Usage", paper) + "  " + usage_line(command, name) + "\n";
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
