#pragma once

#include <CLI/App.hpp>
#include <memory>

#include "reconciler/cli/console/command.hpp"

namespace muster {

/// Makes `run` the handler of a command, if the command line names it. `run` gets the parsed options.
template <class Options>
void handle_command(CLI::App& command, CommandHandler& chosen, std::shared_ptr<Options> options,
                    ExitCode (*run)(const Options&, const Settings&, Console&)) {
  command.callback([options, run, &chosen] {
    chosen = [options, run](const Settings& settings, Console& console) {
      return run(*options, settings, console);
    };
  });
}

/// The same for a command without options of its own.
inline void handle_command(CLI::App& command, CommandHandler& chosen,
                           ExitCode (*run)(const Settings&, Console&)) {
  command.callback([run, &chosen] { chosen = run; });
}

}  // namespace muster
