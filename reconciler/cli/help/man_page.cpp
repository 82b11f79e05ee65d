#include "reconciler/cli/help/man_page.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "reconciler/cli/help/command_guide.hpp"
#include "reconciler/cli/help/topic_lines.hpp"

namespace muster {

namespace {

/// Text for man(7): nothing in it is a command, and a hyphen stays one that can be copied.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\n') {
      out += ' ';
    } else {
      out += c;
    }
  }
  return (out.starts_with('.') || out.starts_with('\'') ? "\\&" : "") + out;
}

/// "muster-vault-set" for "vault set".
std::string page_name(const std::string& words) {
  auto name = words.empty() ? std::string("muster") : "muster-" + words;
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string section(const char* title) {
  return fmt::format(".SH {}\n", title);
}

std::string paragraph(const std::string& text) {
  return escaped(text) + "\n";
}

/// Names and their meanings, each name in bold.
std::string tagged(const std::vector<FlagLine>& lines) {
  std::string text;
  for (const auto& line : lines) {
    const auto from = line.names.find_first_not_of(' ');
    const auto to = line.names.find_last_not_of(' ');
    if (from == std::string::npos) continue;
    text += fmt::format(".TP\n.B {}\n{}", escaped(line.names.substr(from, to + 1 - from)),
                        paragraph(line.message));
  }
  return text;
}

std::string tagged_section(const char* title, const std::vector<FlagLine>& lines) {
  return lines.empty() ? "" : section(title) + tagged(lines);
}

std::string examples_section(const std::vector<std::string>& examples) {
  if (examples.empty()) return "";
  auto text = section("EXAMPLES") + ".nf\n";
  for (const auto& example : examples) text += escaped("$ " + example) + "\n";
  return text + ".fi\n";
}

std::string head(const std::string& words, const std::string& message, const std::string& version) {
  const auto name = page_name(words);
  auto title = name;
  for (auto& c : title) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return fmt::format(".TH {} 1 \"\" \"muster {}\" \"muster\"\n", escaped(title), version) + section("NAME") +
         fmt::format("{} \\- {}\n", escaped(name), escaped(message));
}

std::vector<FlagLine> summaries(const CLI::App& command, const std::string& before) {
  std::vector<FlagLine> lines;
  for (const auto* each : subcommands_of(command)) {
    const auto words = before + (before.empty() ? "" : " ") + each->get_name();
    lines.push_back({page_name(words) + "(1)", each->get_description()});
  }
  return lines;
}

std::string command_page_text(const CLI::App& command, const std::string& words, const std::string& version) {
  const auto* guide = guide_of(words);
  auto text = head(words, command.get_description(), version) + section("SYNOPSIS");
  text += ".B " + escaped(usage_line(command, words)) + "\n";
  text += tagged_section("ARGUMENTS", word_lines(command));
  text += tagged_section("COMMANDS", summaries(command, words));
  text += tagged_section("OPTIONS", flag_lines(command));
  if (guide) text += examples_section(guide->examples);
  text += section("SEE ALSO") + paragraph(
                                    "muster(1) lists the flags of every command, the environment "
                                    "variables and the exit codes.");
  if (guide) text += ".PP\n" + paragraph("Documentation: " + guide->page);
  return text;
}

std::string program_page_text(const CLI::App& app, const std::string& version) {
  auto text = head("", "keeps a fleet of machines for agents right-sized", version) + section("SYNOPSIS");
  text += ".B muster COMMAND [FLAGS]\n";
  text += section("DESCRIPTION") + paragraph(app.get_description());
  text += section("COMMANDS");
  for (const auto& group : command_groups()) {
    std::vector<FlagLine> lines;
    for (const auto& line : summaries(app, "")) {
      const bool here = std::any_of(
          group.commands.begin(), group.commands.end(),
          [&](const CommandGuide& guide) { return line.names == page_name(guide.words) + "(1)"; });
      if (here) lines.push_back(line);
    }
    text += fmt::format(".SS {}\n", escaped(group.title)) + tagged(lines);
  }
  text += tagged_section("OPTIONS", global_flag_lines(app));
  text += tagged_section("EXIT STATUS", exit_code_lines());
  text += section("ENVIRONMENT") + paragraph("A flag on the command line overrides its variable.");
  text += tagged(setting_lines(app)) + tagged(secret_lines()) + tagged(terminal_lines());
  text += tagged_section("FILES", {{"desired-state/", "The declared files: fleet, policies, and their tests"},
                                   {"~/.local/state/muster/", "Journals and vaults, a folder for each fleet"},
                                   {"~/.config/muster/", "Keys of the persons who approve"}});
  return text;
}

void add_pages(const CLI::App& command, const std::string& before, const std::string& version,
               std::map<std::string, std::string>& pages) {
  for (const auto* each : subcommands_of(command)) {
    const auto words = before + (before.empty() ? "" : " ") + each->get_name();
    pages[page_name(words) + ".1"] = command_page_text(*each, words, version);
    add_pages(*each, words, version, pages);
  }
}

}  // namespace

std::map<std::string, std::string> man_pages(const CLI::App& app, const std::string& version) {
  std::map<std::string, std::string> pages = {{"muster.1", program_page_text(app, version)}};
  add_pages(app, "", version, pages);
  return pages;
}

}  // namespace muster
