// The reference page of the command line, from the commands themselves. MUSTER_GOLDEN=write makes it anew.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <catch2/catch.hpp>

#include "reconciler/cli/help/command_guide.hpp"
#include "reconciler/cli/help/flag_lines.hpp"
#include "reconciler/cli/help/help_page.hpp"
#include "reconciler/cli/program.hpp"
#include "tests/support/golden.hpp"

using namespace muster;

namespace {

/// A cell of a table, where a vertical bar would begin the next one.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string trimmed(const std::string& names) {
  return names.substr(names.find_first_not_of(' '));
}

std::string table(const char* title, const std::vector<FlagLine>& lines) {
  if (lines.empty()) return "";
  auto text = fmt::format("| {} | meaning |\n|---|---|\n", title);
  for (const auto& line : lines)
    text += fmt::format("| `{}` | {} |\n", cell(trimmed(line.names)), cell(line.message));
  return text + "\n";
}

/// The command of "vault set" below the program.
const CLI::App& command_of(const CLI::App& program, const std::string& words) {
  const auto blank = words.find(' ');
  const auto& first = *program.get_subcommand(words.substr(0, blank));
  return blank == std::string::npos ? first : *first.get_subcommand(words.substr(blank + 1));
}

std::string section(const CLI::App& command, const CommandGuide& guide) {
  auto text =
      fmt::format("### muster {}\n\n{}. Guide: [{}]({}).\n\n", guide.words, command.get_description(),
                  guide.page, guide.page == "README.md" ? "../../README.md" : ".." + guide.page.substr(4));
  text += table("argument", word_lines(command)) + table("flag", flag_lines(command));
  if (guide.examples.empty()) return text;
  text += "```console\n";
  for (const auto& example : guide.examples) text += "$ " + example + "\n";
  return text + "```\n\n";
}

std::string reference_page() {
  CLI::App program{"", "muster"};
  Settings settings;
  CommandHandler chosen;
  setup_program(program, settings, chosen);
  std::string text =
      "# Command line\n\nThis page lists every command with its arguments and flags. It is generated from "
      "the "
      "program; `muster help COMMAND`\nprints the same. A default is stated where a flag has one.\n\n"
      "## Flags of every command\n\nThese flags may be before or after the name of the command.\n\n";
  text += table("flag", flag_lines(program));
  for (const auto& group : command_groups()) {
    text += fmt::format("## {}\n\n", group.title);
    for (const auto& guide : group.commands) text += section(command_of(program, guide.words), guide);
  }
  const HelpPaper paper{100, false};
  text +=
      "## Environment variables\n\n```\n" + topic_page(program, "variables", paper).value_or("") + "```\n\n";
  return text + "## Exit codes\n\n```\n" + topic_page(program, "exit-codes", paper).value_or("") + "```\n";
}

}  // namespace

TEST_CASE("the reference of the command line has every command and flag of the program") {
  const auto difference = golden_difference(reference_page(), "../../docs/reference/cli.md");
  INFO(difference.value_or(""));
  CHECK_FALSE(difference);
}
