#include "reconciler/cli/commands/plan/explain.hpp"

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/print_paged.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/cli/views/plan/plan_explain.hpp"

namespace muster {

void setup_explain(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ExplainOptions>();
  auto* command = app.add_subcommand(
      "explain", "Shows every reading, rule, limit and rejected alternative behind a saved plan");
  command->add_option("FILE", options->file, "Plan file of `muster plan -o FILE`")->required();
  command->add_option("ADDRESS", options->address, "Address of one change: machine.worker/1, or worker/1");
  handle_command(*command, chosen, options, &run_explain);
}

ExitCode run_explain(const ExplainOptions& options, const Settings& settings, Console& console) {
  const auto plan = load_plan(options.file);
  if (!plan) return print_error(console, plan.error());
  const auto text = plan_explain(*plan, options.address, plan_options(console));
  if (!text) return print_error(console, text.error());
  print_paged(console, settings, *text);
  return ExitCode::done;
}

}  // namespace muster
