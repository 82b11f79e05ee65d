#include "reconciler/cli/help/flag_lines.hpp"

#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"

namespace muster {

namespace {

/// A wider name has a line of its own.
constexpr std::size_t kWidestName = 26;

/// "N" for "N:INT in [1 - 100]": CLI11 appends the name of a check to the name of the value.
std::string value_of(const CLI::Option& option) {
  if (option.get_expected_max() == 0 || option.get_type_size_max() == 0) return "";
  auto name = option.get_type_name();
  for (const char* check : {":INT in", ":FLOAT in", ":{"})
    name.resize(std::min(name.find(check), name.size()));
  return name;
}

std::string names_of(const CLI::Option& option) {
  std::string names;
  for (const auto& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  if (names.empty()) names = "   ";
  for (const auto& name : option.get_lnames()) names += (names == "   " ? " --" : ", --") + name;
  const auto value = value_of(option);
  return names + (value.empty() ? "" : " " + value);
}

/// By name: a set of pointers has another order in each run.
std::string flags_named(const std::set<CLI::Option*>& options) {
  std::set<std::string> names;
  for (const auto* option : options) names.insert(option->get_name());
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string description_of(const CLI::Option& option) {
  auto text = option.get_description();
  const auto add = [&](const std::string& more) { text += (text.ends_with('.') ? " " : ". ") + more; };
  if (!option.get_default_str().empty()) text += "; default: " + option.get_default_str();
  if (option.get_required() && !option.get_positional()) add("Required");
  if (!option.get_needs().empty() && !text.starts_with("With "))
    add("Only with " + flags_named(option.get_needs()));
  if (!option.get_excludes().empty()) add("Not with " + flags_named(option.get_excludes()));
  return text;
}

template <class Line>
std::vector<FlagLine> lines_of(const CLI::App& command, bool positional, Line line) {
  std::vector<FlagLine> lines;
  for (const auto* option : command.get_options()) {
    const bool hidden = option->get_group().empty() || option == command.get_help_ptr();
    if (option->get_positional() == positional && !hidden) lines.push_back(line(*option));
  }
  return lines;
}

}  // namespace

std::vector<const CLI::App*> subcommands_of(const CLI::App& command) {
  return command.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<FlagLine> flag_lines(const CLI::App& command) {
  return lines_of(command, false, [](const CLI::Option& option) {
    return FlagLine{names_of(option), description_of(option)};
  });
}

std::vector<FlagLine> word_lines(const CLI::App& command) {
  return lines_of(command, true, [](const CLI::Option& option) {
    auto name = option.get_name(true);
    if (option.get_expected_max() > 1) name += "...";
    return FlagLine{option.get_required() ? name : "[" + name + "]", description_of(option)};
  });
}

std::string two_columns(const std::vector<FlagLine>& lines, std::size_t width) {
  std::size_t widest = 0;
  for (const auto& line : lines) {
    if (columns_of(line.names) <= kWidestName) widest = std::max(widest, columns_of(line.names));
  }
  const std::string margin(2 + widest + 2, ' ');
  std::string text;
  for (const auto& line : lines) {
    auto first = "  " + line.names;
    if (columns_of(line.names) > widest) {
      text += first + "\n";
      first = margin;
    }
    first.resize(std::max(first.size(), margin.size()), ' ');
    text += wrapped_behind(first, margin, line.message, width);
  }
  return text;
}

}  // namespace muster
