#include "reconciler/cli/commands/setup/init.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/scaffold/scaffold.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster {

void setup_init(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<InitOptions>();
  auto* command = app.add_subcommand("init", "Writes a commented starter fleet");
  command->add_option("DIR", options->dir, "Target folder; default: the folder of -C");
  command->callback([options, &chosen] {
    chosen = [options](const Settings& settings, Console& console) {
      return run_init(*options, settings, console);
    };
  });
}

ExitCode run_init(const InitOptions& options, const Settings& settings, Console& console) {
  const auto dir = options.dir.empty() ? settings.dir : options.dir;
  const auto written = write_starter(dir);
  if (!written) return print_error(console, written.error());
  for (const auto& file : *written) console.out << "wrote " << printable(file) << '\n';
  const auto flag = dir == Settings{}.dir ? std::string() : " -C " + printable(dir);
  note(console,
       fmt::format("\nNext: muster{0} validate, then muster{0} --sandbox plan: it runs on a cloud on this "
                   "machine and costs nothing.",
                   flag));
  return ExitCode::done;
}

}  // namespace muster
