#include "reconciler/cli/commands/show.hpp"

#include <CLI/App.hpp>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/print_plan.hpp"
#include "reconciler/cli/wiring.hpp"

namespace muster {

void setup_show(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ShowOptions>();
  auto* command = app.add_subcommand("show", "A saved plan");
  command->add_option("FILE", options->file, "What `muster plan -o FILE` saved")->required();
  command->callback([options, &chosen] {
    chosen = [options](const Settings& settings, Console& console) {
      return run_show(*options, settings, console);
    };
  });
}

ExitCode run_show(const ShowOptions& options, const Settings& settings, Console& console) {
  const auto plan = load_plan(options.file);
  if (!plan) return tell(console, plan.error());
  const auto printed = print_plan(*plan, settings.format, console);
  if (!printed) return tell(console, printed.error());
  return ExitCode::done;
}

}  // namespace muster
