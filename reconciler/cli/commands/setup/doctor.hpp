#pragma once

#include "reconciler/cli/console/command.hpp"

namespace CLI {
class App;
}

namespace muster {

/// `muster doctor`: checks the set-up. Exits with 1 if muster cannot do a part of its work.
void setup_doctor(CLI::App& app, CommandHandler& chosen);
ExitCode run_doctor(const Settings& settings, Console& console);

}  // namespace muster
