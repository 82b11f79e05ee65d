#include "reconciler/cli/commands/status.hpp"

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/cli/applying/fleet_lock.hpp"
#include "reconciler/cli/views/status_views.hpp"
#include "reconciler/cli/wiring.hpp"

namespace muster {

void setup_status(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("status", "What there is now: machines, volumes, load balancers, spend");
  command->callback([&chosen] {
    chosen = [](const Settings& settings, Console& console) { return run_status({}, settings, console); };
  });
}

ExitCode run_status(const StatusOptions&, const Settings& settings, Console& console) {
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto& fleet = workspace->declared.fleet;
  const auto actual = workspace->cloud.provider->observe(fleet, workspace->clock->now());
  if (!actual) return tell(console, actual.error());
  const auto prices = workspace->cloud.provider->prices();
  if (!prices) return tell(console, prices.error());

  const auto held = holder_of_fleet(*workspace);
  if (!held) return tell(console, held.error());

  StatusReport report{fleet, *actual, *prices, workspace->cloud.description, {}, Liveness::unknown};
  if (*held) {
    report.lease = (*held)->lease;
    report.holder = (*held)->holder;
  }
  switch (settings.format) {
    case Format::text:
      console.out << status_text(report, Paint(console.colour_out()));
      break;
    case Format::json:
      console.out << status_json(report);
      break;
    case Format::markdown:
      console.out << status_markdown(report);
      break;
  }
  return ExitCode::done;
}

}  // namespace muster
