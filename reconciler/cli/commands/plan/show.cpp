#include "reconciler/cli/commands/plan/show.hpp"

#include <CLI/App.hpp>
#include <filesystem>
#include <ostream>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/cli/views/approval/approval_text.hpp"
#include "reconciler/cli/views/layout/entry_text.hpp"
#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

void setup_show(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ShowOptions>();
  auto* command = app.add_subcommand("show", "Shows a saved plan with its approvals and rejections");
  command->add_option("FILE", options->file, "Plan file of `muster plan -o FILE`")->required();
  handle_command(*command, chosen, options, &run_show);
}

namespace {

/// Prints the statements beside the plan's file and in the journal, and whether they count.
ExitCode show_approvals(const Plan& plan, const std::string& file, const Settings& settings,
                        Console& console) {
  std::error_code failure;
  if (!std::filesystem::exists(approvals_file_of(file), failure)) return ExitCode::done;
  auto workspace = open_offline_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto entries = entries_for_approvals(*workspace);
  if (!entries) return print_error(console, entries.error());
  auto collected = collect_approvals(plan.id, file, *entries, *workspace);
  // The validity of an envelope depends on the cloud, which is not read here.
  std::erase_if(collected.statements, [](const VerifiedStatement& said) {
    return std::holds_alternative<StandingApproval>(said.statement().content);
  });
  const ActualState unseen;
  const VerdictInputs c{.fleet = workspace->declared.fleet,
                        .changes = plan.changes,
                        .cost = plan.cost,
                        .actual = unseen,
                        .window_totals = {},
                        .now = plan.made_at};
  auto approval_result = check_approvals(
      {plan.id, c, applied_in_whole(*entries, plan.id), workspace->clock->now()}, collected.statements);
  approval_result.findings.insert(approval_result.findings.end(), collected.unbelievable.begin(),
                                  collected.unbelievable.end());
  console.out << "\n" << findings_view(approval_result.findings, plan_options(console));
  return ExitCode::done;
}

}  // namespace

ExitCode run_show(const ShowOptions& options, const Settings& settings, Console& console) {
  const auto plan = load_plan(options.file);
  if (!plan) return print_error(console, plan.error());
  const auto printed = print_plan(*plan, settings.format, console);
  if (!printed) return print_error(console, printed.error());
  if (settings.format == Format::text) {
    // On separate lines: the plan above folds machines and does not show their boot settings.
    const auto entries = entries_of(*plan);
    if (!entries.empty()) console.out << "\nAccess to the machines\n";
    for (const auto& line : entries) console.out << "  " << line << '\n';
  }
  return settings.format == Format::text ? show_approvals(*plan, options.file, settings, console)
                                         : ExitCode::done;
}

}  // namespace muster
