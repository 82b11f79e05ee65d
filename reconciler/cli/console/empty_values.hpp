#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace muster {

/// Makes an empty word a usage error for each flag and argument that takes a value. A shell passes one for a
/// variable that is not set: `apply "$PLAN"` would apply another plan, `--allowed-signers ""` would check
/// nothing. Call it after all flags exist.
void forbid_empty_values(CLI::App& app);

/// Returns the usage error for a variable of the environment that is set and empty, if the named command uses
/// it and the flag is not on the command line. For a word, a number, a switch, and a place with a default
/// (dir, state, vault), an empty variable counts as not set. For another file, a reference, an address or a
/// secret it is an error: it can be a rule that is missing.
std::optional<std::string> empty_variable(const CLI::App& app);

}  // namespace muster
