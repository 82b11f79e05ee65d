#include "reconciler/cli/complete/value_kind.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <map>

namespace muster {

namespace {

using Paths = CompletionList::Paths;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

/// A name of a person for the commands about approvals, of a secret for the vault.
ValueKind kind_of_name(const std::string& command, const std::string& option) {
  if (command.starts_with("vault") || option == "--wake-secret") return {.fleet_word = FleetWord::secret};
  if (option == "--as" || command == "keygen") return {.fleet_word = FleetWord::approver};
  return {};
}

}  // namespace

ValueKind value_kind_of(const CLI::Option& option, const std::string& command_words) {
  const auto name = option.get_positional() ? option.get_name(true) : option.get_type_name();
  static const std::map<std::string, ValueKind> kinds = {
      {"FILE", {.paths = Paths::files}},
      {"DIR", {.paths = Paths::folders}},
      {"PLAN", {.fleet_word = FleetWord::plan, .paths = Paths::files}},
      {"SLOT", {.fleet_word = FleetWord::slot}},
      {"ADDRESS", {.fleet_word = FleetWord::slot}},
      {"OBJECT", {.fleet_word = FleetWord::slot}},
      {"MACHINE", {.fleet_word = FleetWord::machine}},
      {"POOL,...", {.fleet_word = FleetWord::pool, .is_list = true}},
      {"[POOL=]N", {.fleet_word = FleetWord::pool, .suffix = "="}},
      {"REGION", {.fleet_word = FleetWord::region}},
      {"KIND", {.words = {"machine", "volume"}}},
      {"COMMAND", {.is_command = true}},
      {"SHELL", {.words = {"bash", "zsh", "fish"}}},
  };
  if (const auto found = kinds.find(name); found != kinds.end()) return found->second;
  if (name == "NAME") return kind_of_name(command_words, option.get_name());
  if (name.find('|') != std::string::npos) return {.words = split(name.substr(0, name.find(':')), '|')};
  return {};
}

}  // namespace muster
