#include "reconciler/cli/commands/plan/plan.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/git/worktree.hpp"
#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/console/format_word.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/session/approval_reasons.hpp"
#include "reconciler/cli/views/policy_diff/policy_diff_views.hpp"
#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/propose.hpp"

namespace muster {

void setup_plan(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<PlanOptions>();
  auto* command =
      app.add_subcommand("plan", "Shows changes, their cost and reasons, and whether they may be applied");
  auto* out = command->add_option("-o,--out", options->out, "Save the plan for `muster apply FILE`")
                  ->type_name("FILE")
                  ->check([](const std::string& name) { return mistaken_for_format(name, "-o"); });
  setup_readings(*command, options->readings);
  command->add_flag("--detailed-exitcode", options->detailed_exitcode,
                    "Exit with 2 if there are changes, with 0 if there are none");
  setup_policy_diff(*command, options->against);
  command
      ->add_flag(
          "--refresh-only", options->refresh_only,
          "Show only changes made outside muster; with --detailed-exitcode exit with 2 if there are any")
      ->excludes(out)
      ->excludes("--against");
  handle_command(*command, chosen, options, &run_plan);
}

namespace {

ExitCode print_drift(const PlanOptions& options, const ObservedWorld& look, const Settings& settings,
                     Console& console) {
  const auto plan = refresh_only(decision_inputs_of(look.world), look.now);
  const auto printed = print_refresh(plan, settings.format, console, NextStep::told);
  if (!printed) return print_error(console, printed.error());
  return options.detailed_exitcode && !plan.drift.empty() ? ExitCode::changes : ExitCode::done;
}

void print_review(const Review& review, Format format, Console& console) {
  switch (format) {
    case Format::text:
      console.out << policy_diff_text(review, plan_options(console)) << std::flush;
      break;
    case Format::json:
      console.out << policy_diff_json(review) << std::flush;
      break;
    case Format::markdown:
      console.out << policy_diff_markdown(review) << std::flush;
      break;
  }
}

Result<Done> save_with_note(const Plan& plan, const std::string& file, const Workspace& workspace,
                            const Settings& settings, Console& console) {
  if (const auto saved = save_plan(plan, file); !saved) return saved.error();
  const bool by_signature =
      plan.verdict.permission == Permission::needs_approval && !workspace.rules.rules.approvers.empty();
  const auto apply = command_line(settings, "apply " + file);
  note(console, by_signature
                    ? fmt::format("Saved to {}. To approve it: {}; then: {}", printable(file),
                                  command_line(settings, "approve " + file + " --as NAME"), apply)
                    : fmt::format("Saved to {}. To apply exactly this plan: {}", printable(file), apply));
  return Done{};
}

}  // namespace

ExitCode run_plan(const PlanOptions& options, const Settings& settings, Console& console) {
  if (!options.against.ref.empty()) {
    const auto commit = commit_named(settings.dir, options.against.ref);
    if (!commit) return print_error(console, commit.error().during("--against"));
  }
  auto workspace = open_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto look = observe_world(*workspace, settings, options.readings, console);
  if (!look) return print_error(console, look.error());
  if (options.refresh_only) return print_drift(options, *look, settings, console);

  const auto plan = as_governed(propose(look->world, look->now).plan, *workspace);
  std::optional<Review> review;
  if (!options.against.ref.empty()) {
    auto against = options.against;
    against.files = options.readings.files;
    auto reviewed = review_change(*workspace, *look, against, settings, console);
    if (!reviewed) return print_error(console, reviewed.error());
    review = *std::move(reviewed);
  }
  if (review) {
    print_review(*review, settings.format, console);
  } else if (const auto printed = print_plan_paged(plan, settings, console); !printed) {
    return print_error(console, printed.error());
  }
  if (!options.out.empty()) {
    const auto saved = save_with_note(plan, options.out, *workspace, settings, console);
    if (!saved) return print_error(console, saved.error());
  }
  // Unread parts may exist or be missing: a pipeline must not treat this as success.
  if (!plan.complete) return ExitCode::error;
  const bool changes = !plan.changes.empty();
  // Nothing will fill the pool: a person must look, and a pipeline must not treat this as success.
  if (!changes && !plan.below_minimum.empty()) return ExitCode::error;
  return options.detailed_exitcode && changes ? ExitCode::changes : ExitCode::done;
}

}  // namespace muster
