#pragma once

#include <string>

namespace CLI {
class App;
}

namespace muster {

enum class Format { text, json, markdown };

/// When output has colours. `as_terminal`: on a terminal, unless NO_COLOR is set.
enum class Colour { as_terminal, always, never };

/// What every command takes, before or after its name.
struct Settings {
  std::string dir = "desired-state";
  std::string state;         ///< The journal's file; see settle_places.
  bool usual_place = false;  ///< `state` is where muster keeps it unless told: its folder is muster's own.
  std::string place_note;    ///< What people should know about that place; empty where there is nothing.
  bool sandbox = false;
  double sandbox_speed = 60;
  Format format = Format::text;        ///< `--json` is short for `--format json`.
  Colour color = Colour::as_terminal;  ///< `--no-color` is short for `--color never`.
  std::string log_level = "warn";
  bool quiet = false;
  bool no_pager = false;              ///< Long text goes to the terminal as it is.
  std::string vault;                  ///< Where secrets are kept; see settle_places.
  std::string vault_passphrase_file;  ///< Its first line opens the vault; empty to find it elsewhere.
  std::string base;  ///< Whose approval rules govern; empty for the remote's default branch, or HEAD.

  /// Where the built-in loopback cloud keeps itself: beside the state.
  std::string sandbox_state() const;
  /// Where the vault is.
  std::string vault_file() const;
};

/// Adds the flags of Settings to the program.
void setup_settings(CLI::App& app, Settings& settings);

/// Lets the flags that are settings also be told by the environment: `--log-level` by MUSTER_LOG_LEVEL. What
/// a command is to do, to what, and on whose word, is said on its command line only. Call it when all flags
/// are there.
void setup_environment(CLI::App& app);

}  // namespace muster
