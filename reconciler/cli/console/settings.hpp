#pragma once

#include <string>

namespace CLI {
class App;
}

namespace muster {

enum class Format { text, json, markdown };

/// When output has colours. `as_terminal`: on a terminal, except if NO_COLOR is set.
enum class Colour { as_terminal, always, never };

/// The flags of every command, before or after its name.
struct Settings {
  std::string dir = "desired-state";
  std::string state;         ///< The journal's file; see settle_places.
  bool usual_place = false;  ///< `state` has its default value: its folder belongs to muster.
  std::string place_note;    ///< Note about that place for people; empty for none.
  bool sandbox = false;
  double sandbox_speed = 60;           ///< A multiple of real time.
  Format format = Format::text;        ///< `--json` is short for `--format json`.
  Colour color = Colour::as_terminal;  ///< `--no-color` is short for `--color never`.
  std::string log_level = "warn";
  bool quiet = false;
  bool no_pager = false;              ///< Long text is printed to the terminal without a pager.
  std::string vault;                  ///< File of the vault; see settle_places.
  std::string vault_passphrase_file;  ///< Its first line opens the vault; empty: other sources.
  /// The base of the governing approval rules; empty for the remote's default branch, or HEAD.
  std::string base;

  /// File of the built-in sandbox: beside the state.
  std::string sandbox_state() const;
  /// File of the vault.
  std::string vault_file() const;
};

/// A command for a person to type, with the flags that choose the same files and cloud as now:
/// "muster -C shop --sandbox apply plan.json".
std::string command_line(const Settings& settings, const std::string& command);

/// Adds the flags of Settings to the program.
void setup_settings(CLI::App& app, Settings& settings);

/// Also sets the flags of Settings from the environment: `--log-level` from MUSTER_LOG_LEVEL. The action of a
/// command, its object and its approval are on the command line only. Call it after all flags exist.
void setup_environment(CLI::App& app);

}  // namespace muster
