#include "reconciler/cli/console/empty_values.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>
#include <set>

namespace muster {
namespace {

bool counts_as_unset(const std::string& flag) {
  static const std::set<std::string> harmless = {"color",   "dir",           "format",    "interval",
                                                 "keep",    "listen",        "log-level", "quiet",
                                                 "sandbox", "sandbox-speed", "state",     "vault"};
  return harmless.contains(flag);
}

std::optional<std::string> empty_variable_of(const CLI::Option& option) {
  const auto& variable = option.get_envname();
  if (variable.empty() || option.count() > 0 || counts_as_unset(option.get_lnames().front()))
    return std::nullopt;
  const char* value = std::getenv(variable.c_str());
  if (value == nullptr || *value != '\0') return std::nullopt;
  return fmt::format("{} is set and empty: give it a value, or remove it from the environment", variable);
}

}  // namespace

void forbid_empty_values(CLI::App& app) {
  for (auto* option : app.get_options()) {
    if (option->get_items_expected_max() == 0) continue;
    option->check([](const std::string& word) {
      return word.empty() ? std::string("the value is empty (a variable that is not set?)") : std::string();
    });
  }
  for (auto* command : app.get_subcommands([](CLI::App*) { return true; })) forbid_empty_values(*command);
}

std::optional<std::string> empty_variable(const CLI::App& app) {
  for (const auto* option : app.get_options())
    if (auto found = empty_variable_of(*option)) return found;
  for (const auto* command : app.get_subcommands())
    if (auto found = empty_variable(*command)) return found;
  return std::nullopt;
}

}  // namespace muster
