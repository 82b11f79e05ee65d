#include "reconciler/cli/help/topic_lines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "reconciler/ports/provider_registry.hpp"

namespace muster {

namespace {

/// Adds every option that a variable can set, with its name on the command line.
void collect_variables(const CLI::App& command, std::vector<FlagLine>& lines) {
  for (const auto* option : command.get_options()) {
    const auto variable = option->get_envname();
    const auto same = [&](const FlagLine& line) { return line.names == variable; };
    if (variable.empty() || std::any_of(lines.begin(), lines.end(), same)) continue;
    lines.push_back({variable, option->get_name() + ": " + option->get_description()});
  }
  for (const auto* each : subcommands_of(command)) collect_variables(*each, lines);
}

}  // namespace

std::string usage_line(const CLI::App& command, const std::string& words) {
  auto usage = "muster " + words;
  if (!subcommands_of(command).empty()) return usage + " COMMAND";
  if (!flag_lines(command).empty()) usage += " [FLAGS]";
  for (const auto& word : word_lines(command)) usage += " " + word.names;
  return usage;
}

std::vector<FlagLine> global_flag_lines(const CLI::App& app) {
  auto lines = flag_lines(app);
  lines.push_back({"-h, --help", "Prints the help of the program or of the command"});
  return lines;
}

std::vector<FlagLine> setting_lines(const CLI::App& app) {
  std::vector<FlagLine> lines;
  collect_variables(app, lines);
  return lines;
}

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

std::vector<FlagLine> terminal_lines() {
  return {{"NO_COLOR", "Any non-empty text disables colours; --color overrides it"},
          {"MUSTER_NO_COLOR", "1: the same for muster only"},
          {"MUSTER_PAGER", "Pager for long text; default: less -FRX"}};
}

std::vector<FlagLine> exit_code_lines() {
  return {{"0", "Success, or no changes"},
          {"1", "An error in usage, files or the cloud; or any answer other than \"yes\""},
          {"2", "plan --detailed-exitcode found changes"},
          {"3", "The plan needs an approval, is rejected, or is refused by the rules"},
          {"4", "The plan is stale: make a new one"},
          {"5", "The plan was applied in part; the report lists each change"}};
}

}  // namespace muster
