#include "reconciler/cli/commands/run/release.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>

#include "reconciler/cli/apply/execute_named_change.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/core/plan/adopt.hpp"

namespace muster {

void setup_release(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ReleaseOptions>();
  auto* command =
      app.add_subcommand("release", "Releases a machine or volume from the fleet without destroying it");
  command->add_option("SLOT", options->slot, "worker/3, or worker/3/data-1 for a volume")->required();
  command->add_flag("--auto-approve", options->auto_approve,
                    "Do not ask; on the sandbox this is also the approval. It does not lift a refusal");
  setup_lock(*command, options->lock);
  handle_command(*command, chosen, options, &run_release);
}

namespace {

template <class SlotName>
NamedPlan release_of(SlotName slot) {
  return [slot](const DecisionInputs& inputs, Instant now) { return plan_release(inputs, slot, now); };
}

Result<NamedPlan> plan_for(const std::string& name) {
  if (const auto volume = parse_volume_slot(name)) return release_of(*volume);
  const auto slot = parse_slot(name);
  if (!slot) return slot.error();
  return release_of(*slot);
}

}  // namespace

ExitCode run_release(const ReleaseOptions& options, const Settings& settings, Console& console) {
  const auto plan = plan_for(options.slot);
  if (!plan) return print_error(console, plan.error());
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  return execute_named_change(*plan, {options.auto_approve, "muster release " + options.slot, options.lock},
                              *workspace, settings, console);
}

}  // namespace muster
