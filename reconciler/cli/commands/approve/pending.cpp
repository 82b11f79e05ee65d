#include "reconciler/cli/commands/approve/pending.hpp"

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/approve/pending_plans.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/views/approval/pending_views.hpp"

namespace muster {

void setup_pending(CLI::App& app, CommandHandler& chosen) {
  auto* command = app.add_subcommand("pending", "Lists plans of the loop that wait for an approval");
  handle_command(*command, chosen, &run_pending);
}

ExitCode run_pending(const Settings& settings, Console& console) {
  auto workspace = open_offline_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto waiting = waiting_plans(*workspace);
  if (!waiting) return print_error(console, waiting.error());
  const auto now = workspace->clock->now();
  switch (settings.format) {
    case Format::text:
      console.out << pending_text(*waiting, now, plan_options(console));
      break;
    case Format::json:
      console.out << pending_json(*waiting, now);
      break;
    case Format::markdown:
      console.out << pending_markdown(*waiting, now);
      break;
  }
  return ExitCode::done;
}

}  // namespace muster
