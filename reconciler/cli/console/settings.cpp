#include "reconciler/cli/console/settings.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "reconciler/core/base/printable.hpp"

namespace muster {

namespace {

std::string shell_quoted(const std::string& text) {
  static const std::string plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+:@%,=";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::string Settings::sandbox_state() const {
  return (std::filesystem::path(state).parent_path() / "sandbox.json").string();
}

std::string Settings::vault_file() const {
  return vault.empty() ? (std::filesystem::path(state).parent_path() / "vault.json").string() : vault;
}

std::string command_line(const Settings& settings, const std::string& command) {
  // A variable of the environment is there for the next command too.
  const auto by_flag = [](const char* variable) { return std::getenv(variable) == nullptr; };
  std::string line = "muster";
  if (settings.dir != Settings{}.dir && by_flag("MUSTER_DIR")) line += " -C " + shell_quoted(settings.dir);
  if (!settings.state.empty() && !settings.usual_place && by_flag("MUSTER_STATE"))
    line += " --state " + shell_quoted(settings.state);
  if (settings.sandbox && by_flag("MUSTER_SANDBOX")) line += " --sandbox";
  return printable(line + " " + command);
}

void setup_settings(CLI::App& app, Settings& settings) {
  app.add_option("-C,--dir", settings.dir, "Folder of the declared files; default: desired-state")
      ->type_name("DIR");
  app.add_option("--state", settings.state,
                 "File of the journal; default: in a folder in ~/.local/state/muster")
      ->type_name("FILE");
  app.add_flag("--sandbox", settings.sandbox,
               "Use the sandbox (stored in .muster, or beside --state); it costs nothing");
  app.add_option("--sandbox-speed", settings.sandbox_speed,
                 "Speed of the sandbox as a multiple of real time; default: 60")
      ->type_name("X")
      ->check(CLI::Range(0.1, 100000.0));
  static const std::map<std::string, Format> formats = {
      {"text", Format::text}, {"json", Format::json}, {"markdown", Format::markdown}};
  static const std::map<std::string, Colour> colours = {
      {"auto", Colour::as_terminal}, {"always", Colour::always}, {"never", Colour::never}};
  app.add_option_function<std::string>(
         "--format", [&](const std::string& word) { settings.format = formats.at(word); },
         "Format of results; default: text")
      ->type_name("text|json|markdown")
      ->check([](const std::string& word) {
        return formats.count(word) ? std::string() : "\"" + word + "\" is none of text, json, markdown";
      });
  app.add_flag_callback(
      "--json", [&] { settings.format = Format::json; }, "The same as --format json");
  app.add_option_function<std::string>(
         "--color", [&](const std::string& word) { settings.color = colours.at(word); },
         "Use of colours; default: auto, on a terminal without NO_COLOR")
      ->type_name("auto|always|never")
      ->check([](const std::string& word) {
        return colours.count(word) ? std::string() : "\"" + word + "\" is none of auto, always, never";
      });
  app.add_flag_callback(
      "--no-color", [&] { settings.color = Colour::never; }, "The same as --color never");
  app.add_option("--log-level", settings.log_level, "Lowest level of logs on stderr; default: warn")
      ->type_name("trace|debug|info|warn|error|off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}));
  app.add_option("--vault", settings.vault, "File of the vault; default: vault.json beside the state")
      ->type_name("FILE");
  app.add_option("--vault-passphrase-file", settings.vault_passphrase_file,
                 "File whose first line opens the vault; default: the systemd credential muster-vault, else "
                 "muster asks")
      ->type_name("FILE");
  app.add_option("--base", settings.base,
                 "Base branch with the approval rules; default: the remote's default branch")
      ->type_name("REF");
  app.add_flag("--no-pager", settings.no_pager,
               "Do not page long text; default: a terminal uses MUSTER_PAGER, or less -FRX");
  app.add_flag("-q,--quiet", settings.quiet, "Print only results and errors");
}

namespace {

std::string variable_of(const std::string& flag) {
  std::string name = "MUSTER_";
  for (const char c : flag) {
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return name;
}

/// Flags that configure muster. A variable for an action or an approval would act again wherever it is left
/// behind.
bool is_setting(const std::string& command, const std::string& flag) {
  static const std::set<std::string> settings = {"allowed-signers",
                                                 "base",
                                                 "branch",
                                                 "color",
                                                 "dir",
                                                 "format",
                                                 "git",
                                                 "interval",
                                                 "keep",
                                                 "listen",
                                                 "log-level",
                                                 "passphrase-file",
                                                 "quiet",
                                                 "readings",
                                                 "sandbox",
                                                 "sandbox-speed",
                                                 "state",
                                                 "vault",
                                                 "vault-passphrase-file",
                                                 "wake-secret"};
  // The loop's interval is independent of the refresh interval of a screen.
  if (flag == "interval" && command != "reconcile") return false;
  return settings.contains(flag);
}

void name_variables(CLI::App& app) {
  for (auto* option : app.get_options()) {
    const auto& names = option->get_lnames();
    if (!names.empty() && is_setting(app.get_name(), names.front()))
      option->envname(variable_of(names.front()));
  }
  for (auto* command : app.get_subcommands([](CLI::App*) { return true; })) name_variables(*command);
}

}  // namespace

void setup_environment(CLI::App& app) {
  name_variables(app);
}

}  // namespace muster
