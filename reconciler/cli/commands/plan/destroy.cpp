#include "reconciler/cli/commands/plan/destroy.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/cli/apply/execute_plan.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/apply/recovery.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/waiting_line.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/core/plan/teardown.hpp"
#include "reconciler/engine/observe/see_prices.hpp"

namespace muster {

void setup_destroy(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<DestroyOptions>();
  auto* command = app.add_subcommand("destroy", "Destroys the whole fleet, after you typed its name");
  command->add_flag("--auto-approve", options->auto_approve, "Do not ask; only on the sandbox");
  setup_lock(*command, options->lock);
  handle_command(*command, chosen, options, &run_destroy);
}

namespace {

/// Returns the approver; nullopt if there is none, which has been printed then.
std::optional<std::string> word_given(const DestroyOptions& options, const Workspace& workspace,
                                      Console& console) {
  const auto& name = workspace.declared.fleet.name.value;
  if (options.auto_approve && workspace.is_sandbox) return "--auto-approve";
  if (!console.in_is_terminal || options.auto_approve) {
    report_error(console,
                 {ErrorKind::denied,
                  options.auto_approve
                      ? "--auto-approve destroys the sandbox only; type the fleet's name on a terminal"
                      : "approval needed: to destroy fleet " + name + ", type its name on a terminal"});
    return std::nullopt;
  }
  if (ask(console, fmt::format("\nThis cannot be undone. Type the fleet's name, {}, to continue: ", name)) ==
      name) {
    return "person at the terminal";
  }
  console.err << "Nothing was destroyed.\n";
  return std::nullopt;
}

}  // namespace

ExitCode run_destroy(const DestroyOptions& options, const Settings& settings, Console& console) {
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto lock = [&] { return lock_fleet(*workspace, options.lock, "muster destroy", console); };
  // Other processes do not wait while a person types.
  const bool may_ask = console.in_is_terminal && !options.auto_approve;
  if (!lock()) return ExitCode::error;
  auto& provider = *workspace->cloud.provider;
  const auto& fleet = workspace->declared.fleet;
  if (const auto proceed = recover_open_applies(*workspace, settings, console, {options.auto_approve});
      !proceed)
    return *proceed.ends_with;
  if (may_ask) unlock_fleet(*workspace);
  auto actual = [&] {
    const WaitingLine waiting(console, "Reading " + workspace->cloud.description);
    return see_fleet(*workspace, workspace->clock->now());
  }();
  if (!actual) return print_error(console, actual.error());
  const auto prices = see_prices(provider, *actual);
  if (!prices) return print_error(console, prices.error());

  const auto plan = plan_teardown(fleet, *actual, *prices, provider.capabilities(), workspace->clock->now());
  if (settings.format != Format::json) {
    const auto printed = print_plan(plan, settings.format, console);
    if (!printed) return print_error(console, printed.error());
  }
  for (const auto& warning : plan.warnings) warn(console, warning);
  if (plan.changes.empty()) return ExitCode::done;
  if (plan.verdict.permission == Permission::refused) {
    report_error(console, {ErrorKind::denied, "the plan is refused: " + plan.verdict.reasons.front()});
    return ExitCode::approval_needed;
  }
  const auto by = word_given(options, *workspace, console);
  // A person has declined; otherwise an approval is still needed.
  if (!by) return may_ask ? ExitCode::error : ExitCode::approval_needed;
  if (may_ask) {
    if (!lock()) return ExitCode::error;
    actual = see_fleet(*workspace, workspace->clock->now());
    if (!actual) return print_error(console, actual.error());
  }
  return execute_plan(plan, *actual, *workspace,
                      {.approved_by = *by, .again = "muster destroy", .format = settings.format}, console);
}

}  // namespace muster
