#include "reconciler/cli/commands/plan.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/print_plan.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/propose.hpp"

namespace muster {

void setup_plan(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<PlanOptions>();
  auto* command =
      app.add_subcommand("plan", "What would change, what it costs, why, and whether it may be applied");
  auto* out = command->add_option("-o,--out", options->out, "Save the plan for `muster apply FILE`")
                  ->type_name("FILE");
  setup_readings(*command, options->readings);
  command->add_flag("--detailed-exitcode", options->detailed_exitcode,
                    "Exit with 2 when there are changes, with 0 when there are none");
  command
      ->add_flag("--refresh-only", options->refresh_only,
                 "Tell only what was changed outside muster; with --detailed-exitcode, 2 when something was")
      ->excludes(out);
  command->callback([options, &chosen] {
    chosen = [options](const Settings& settings, Console& console) {
      return run_plan(*options, settings, console);
    };
  });
}

namespace {

ExitCode tell_drift(const PlanOptions& options, const Look& look, const Settings& settings,
                    Console& console) {
  const auto plan = refresh_only(situation_of(look.world), look.now);
  const auto printed = print_refresh(plan, settings.format, console);
  if (!printed) return tell(console, printed.error());
  return options.detailed_exitcode && !plan.drift.empty() ? ExitCode::changes : ExitCode::done;
}

}  // namespace

ExitCode run_plan(const PlanOptions& options, const Settings& settings, Console& console) {
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto look = look_round(*workspace, settings, options.readings, console);
  if (!look) return tell(console, look.error());
  if (options.refresh_only) return tell_drift(options, *look, settings, console);

  const auto proposal = propose(look->world, look->now);
  const auto printed = print_plan(proposal.plan, settings.format, console);
  if (!printed) return tell(console, printed.error());
  if (!options.out.empty()) {
    const auto saved = save_plan(proposal.plan, options.out);
    if (!saved) return tell(console, saved.error());
    const bool by_signature = proposal.plan.verdict.permission == Permission::needs_approval &&
                              !workspace->rules.rules.approvers.empty();
    note(console,
         by_signature
             ? fmt::format("Saved to {}. To approve it: muster approve {} --as NAME; then: muster apply {}",
                           options.out, options.out, options.out)
             : fmt::format("Saved to {}. To carry out exactly this: muster apply {}", options.out,
                           options.out));
  }
  const bool changes = !proposal.plan.changes.empty();
  return options.detailed_exitcode && changes ? ExitCode::changes : ExitCode::done;
}

}  // namespace muster
