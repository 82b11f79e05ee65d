#include "reconciler/cli/commands/plan/apply.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <ostream>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/apply/accept_drift.hpp"
#include "reconciler/cli/apply/apply_events.hpp"
#include "reconciler/cli/apply/approval_prompt.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/apply/execute_plan.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/apply/recovery.hpp"
#include "reconciler/cli/apply/review_plan.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/console/waiting_line.hpp"
#include "reconciler/cli/session/approval_reasons.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/views/plan/apply_report.hpp"
#include "reconciler/core/apply/change_status.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/engine/observe/see_prices.hpp"

namespace muster {

void setup_apply(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ApplyCommandOptions>();
  auto* command = app.add_subcommand("apply", "Applies a saved plan, or makes a plan, shows it and asks");
  command->add_option("FILE", options->file, "Plan file of `muster plan -o FILE`");
  command->add_flag("--resume", options->resume,
                    "Continue an interrupted apply with its plan and its approval");
  setup_readings(*command, options->readings);
  command->add_flag("--auto-approve", options->auto_approve,
                    "Do not ask; on the sandbox this is also the approval. It does not lift a refusal");
  command->add_flag(
      "--refresh-only", options->refresh_only,
      "Change nothing at the cloud; accept changes made outside muster as the last applied state");
  setup_lock(*command, options->lock);
  handle_command(*command, chosen, options, &run_apply);
}

namespace {

/// The command that other processes see meanwhile.
std::string command_of(const ApplyCommandOptions& options, const Settings& settings) {
  if (options.resume) return command_line(settings, "apply --resume");
  return command_line(settings, options.file.empty() ? "apply" : "apply " + options.file);
}

/// The common part of both ways to apply, once the plan and its state are known.
struct PlanAtHand {
  Plan plan;
  std::string file;  ///< Its file; empty if it was made just now.
  ActualState actual;
  PriceList prices;
  Instant now;  ///< The rules are evaluated at this instant.
};

ReviewInputs review_inputs_of(const PlanAtHand& at_hand) {
  return {.plan = at_hand.plan,
          .actual = at_hand.actual,
          .prices = at_hand.prices,
          .now = at_hand.now,
          .plan_file = at_hand.file};
}

void print_nothing_to_do(const Plan& plan, Instant now, Console& console) {
  ApplyEvents events(console.out);
  events.version(now);
  events.planned(plan, now);
}

ExitCode print_refusal(const std::string& refusal, const ApprovalResult& approval_result,
                       const PlanAtHand& at_hand, const Workspace& workspace, Console& console) {
  report_error(console, {ErrorKind::denied, refusal});
  console.err << findings_text(approval_result.findings);
  if (approval_result.spent) {
    note(console, "To apply the remaining changes, make a new plan: muster plan -o FILE");
  } else if (refusal.starts_with("approval needed") && !workspace.rules.rules.approvers.empty()) {
    note(console, at_hand.file.empty()
                      ? "To have it approved: muster plan -o FILE, muster approve FILE --as NAME, "
                        "muster apply FILE"
                      : "To approve it: muster approve " + at_hand.file + " --as NAME");
  }
  return ExitCode::approval_needed;
}

/// Whether a saved plan is stale by its age. An approval keeps it fresh, because its objects are read again
/// anyway.
bool too_old(const PlanAtHand& at_hand, const PlanReview& review, const Workspace& workspace) {
  if (at_hand.file.empty() || at_hand.now <= at_hand.plan.valid_until) return false;
  const auto persons = std::max(review.verdict.persons, workspace.rules.rules.persons);
  return !review.approval_result.until || !review.approval_result.approved_by(persons);
}

/// While a person read the plan, others may have used up the limits of the rules, or rejected it: then
/// nothing is done.
Proceed judged_again(const PlanReview& before, const PlanAtHand& at_hand, Workspace& workspace,
                     Console& console) {
  const auto now = review_plan(review_inputs_of(at_hand), workspace);
  if (!now) return {print_error(console, now.error())};
  if (now->verdict == before.verdict && !now->approval_result.stop) return {};
  std::string why = now->approval_result.stop.value_or("");
  for (const auto& reason : now->verdict.reasons) why += (why.empty() ? "" : "; ") + reason;
  return {print_refusal("the verdict changed while you read the plan: " + why, now->approval_result, at_hand,
                        workspace, console)};
}

ExitCode decide_and_carry_out(PlanAtHand at_hand, Workspace& workspace, const ApplyCommandOptions& options,
                              const Settings& settings, Console& console) {
  const auto& plan = at_hand.plan;
  if (plan.verdict.permission == Permission::nothing_to_do || plan.changes.empty()) {
    if (settings.format == Format::json) print_nothing_to_do(plan, workspace.clock->now(), console);
    // As `muster plan`: nothing will fill the pool, so a pipeline must not treat this as success.
    return plan.complete && plan.below_minimum.empty() ? ExitCode::done : ExitCode::error;
  }
  if (const auto moved = stale_changes(plan, at_hand.actual); !moved.empty()) {
    console.err << stale_text(moved, Paint(console.colour_err()));
    return ExitCode::stale;
  }
  const auto review = review_plan(review_inputs_of(at_hand), workspace);
  if (!review) return print_error(console, review.error());
  const ConsentOptions terms{.auto_approve = options.auto_approve,
                             .is_sandbox = workspace.is_sandbox,
                             .ask_always = at_hand.file.empty(),
                             .signed_only = workspace.signed_only()};
  if (too_old(at_hand, *review, workspace)) {
    console.err << fmt::format(
        "plan is stale: it was valid until {}: its readings are too old; nothing was applied. Make a new "
        "one: muster plan -o FILE\n",
        format_instant(plan.valid_until));
    console.err << findings_text(review->approval_result.findings);
    return ExitCode::stale;
  }
  // Other processes do not wait while a person reads.
  const bool may_ask = console.in_is_terminal && !options.auto_approve;
  if (may_ask) unlock_fleet(workspace);
  const auto consent = obtain_consent(review->verdict, review->approval_result, terms, console);
  if (!consent.by && consent.refusal.empty()) {
    console.err << "Nothing was applied.\n";
    return ExitCode::error;  // A person declined: no further approval is needed.
  }
  if (!consent.by)
    return print_refusal(consent.refusal, review->approval_result, at_hand, workspace, console);
  if (may_ask) {
    if (!lock_fleet(workspace, options.lock, command_of(options, settings), console)) return ExitCode::error;
    auto fresh = see_fleet(workspace, workspace.clock->now());
    if (!fresh) return print_error(console, fresh.error());
    at_hand.actual = *std::move(fresh);
    if (const auto proceed = judged_again(*review, at_hand, workspace, console); !proceed)
      return *proceed.ends_with;
  }
  return execute_plan(
      plan, at_hand.actual, workspace,
      {.approved_by = *consent.by, .again = command_of(options, settings), .format = settings.format},
      console);
}

ExitCode apply_fresh(Workspace& workspace, const ApplyCommandOptions& options, const Settings& settings,
                     Console& console) {
  if (const auto proceed = recover_open_applies(workspace, settings, console, {options.auto_approve});
      !proceed)
    return *proceed.ends_with;
  auto look = observe_world(workspace, settings, options.readings, console);
  if (!look) return print_error(console, look.error());
  auto plan = as_governed(propose(look->world, look->now).plan, workspace);
  if (settings.format != Format::json) {
    const auto printed = print_plan(plan, settings.format, console);
    if (!printed) return print_error(console, printed.error());
  }
  const auto now = workspace.is_sandbox ? look->now : workspace.clock->now();
  return decide_and_carry_out(
      {std::move(plan), "", std::move(look->world.actual), std::move(look->world.prices), now}, workspace,
      options, settings, console);
}

/// Returns the instant for the age of a saved plan.
Result<Instant> now_for(const Plan& plan, Workspace& workspace, const ApplyCommandOptions& options,
                        Console& console) {
  if (!options.readings.at.empty()) return parse_instant(options.readings.at).during("--at");
  const auto wall = workspace.clock->now();
  if (!workspace.is_sandbox || wall <= plan.valid_until) return wall;
  // Recorded readings are old by nature, and practising on them must be possible.
  note(console, fmt::format("The plan was valid until {}; on the sandbox that does not matter.",
                            format_instant(plan.valid_until)));
  return plan.made_at;
}

/// Continues an interrupted apply. A crash revokes no approval, but the approval in the journal is not
/// trusted: signatures are verified again, and a person is asked again if the rules require it.
ExitCode resume_apply(const Plan& plan, const OpenApply& open, Workspace& workspace,
                      const ApplyCommandOptions& options, const Settings& settings, Console& console) {
  const auto entries = entries_for_approvals(workspace);
  if (!entries) return print_error(console, entries.error());
  const auto said = collect_approvals(plan.id, "", *entries, workspace);
  if (const auto no = rejection_of(plan.id, said.statements)) {
    report_error(console, {ErrorKind::denied, "the plan is rejected: " + *no + "; make a new one"});
    return ExitCode::approval_needed;
  }
  const RecoveryOptions recovery{options.auto_approve, plan.id};
  if (const auto proceed = recover_open_applies(workspace, settings, console, recovery); !proceed)
    return *proceed.ends_with;
  auto actual = see_fleet(workspace, workspace.clock->now());
  if (!actual) return print_error(console, actual.error());
  const auto prices = see_prices(*workspace.cloud.provider, *actual);
  if (!prices) return print_error(console, prices.error());
  const auto review = review_begun({plan, plan, open}, *actual, *prices, workspace);
  if (!review) return print_error(console, review.error());
  const auto consent = consent_to_resume(*review, plan, options.auto_approve, workspace, console);
  if (!consent) return ExitCode::approval_needed;
  note(console,
       fmt::format("Resuming plan {}, approved by {}.", Digest{plan.id.value}.brief(), *consent->by));
  if (settings.format != Format::json) console.out << summary_line(plan) << "\n";
  return execute_plan(plan, *actual, workspace,
                      {.approved_by = *consent->by,
                       .again = command_line(settings, "apply --resume"),
                       .format = settings.format},
                      console);
}

ExitCode apply_resumed(Workspace& workspace, const ApplyCommandOptions& options, const Settings& settings,
                       Console& console) {
  const auto open = open_applies_of(workspace);
  if (!open) return print_error(console, open.error());
  if (open->empty()) {
    console.out << "Every apply has ended: there is nothing to resume.\n";
    return ExitCode::done;
  }
  const auto plan = read_plan(open->back().started.plan_json, "journal");
  if (!plan) return print_error(console, plan.error());
  return resume_apply(*plan, open->back(), workspace, options, settings, console);
}

ExitCode apply_saved(Workspace& workspace, const ApplyCommandOptions& options, const Settings& settings,
                     Console& console) {
  auto plan = load_plan(options.file);
  if (!plan) return print_error(console, plan.error());
  const auto open = open_applies_of(workspace);
  if (!open) return print_error(console, open.error());
  if (const auto begun = open_apply_of(plan->id, *open)) {
    return resume_apply(*plan, *begun, workspace, options, settings, console);
  }
  const auto& declared = workspace.declared;
  if (plan->fleet != declared.fleet.name) {
    return print_error(
        console,
        {ErrorKind::invalid, fmt::format("{} is a plan for fleet {}, but {} declares fleet {}", options.file,
                                         plan->fleet.value, settings.dir, declared.fleet.name.value)});
  }
  const auto now = now_for(*plan, workspace, options, console);
  if (!now) return print_error(console, now.error());
  if (plan->inputs.declared != declared.fleet.content) {
    console.err << "plan is stale: the declared files have changed since it was made; nothing was applied. "
                   "Make a new one: muster plan -o FILE\n";
    return ExitCode::stale;
  }
  if (const auto proceed = recover_open_applies(workspace, settings, console, {options.auto_approve});
      !proceed)
    return *proceed.ends_with;
  auto actual = [&] {
    const WaitingLine waiting(console, "Reading " + workspace.cloud.description);
    return see_fleet(workspace, workspace.clock->now());
  }();
  if (!actual) return print_error(console, actual.error());
  auto prices = see_prices(*workspace.cloud.provider, *actual);
  if (!prices) return print_error(console, prices.error());
  if (settings.format != Format::json) console.out << summary_line(*plan) << "\n";
  return decide_and_carry_out({*std::move(plan), options.file, *std::move(actual), *std::move(prices), *now},
                              workspace, options, settings, console);
}

}  // namespace

ExitCode run_apply(const ApplyCommandOptions& options, const Settings& settings, Console& console) {
  // A mistake in the file's name is told before the cloud and its key are needed.
  if (!options.file.empty())
    if (const auto plan = load_plan(options.file); !plan) return print_error(console, plan.error());
  auto workspace = open_workspace(settings, console);
  return workspace ? run_apply(options, *workspace, settings, console) : ExitCode::error;
}

ExitCode run_apply(const ApplyCommandOptions& options, Workspace& workspace, const Settings& settings,
                   Console& console) {
  if (options.refresh_only && (options.resume || !options.file.empty()))
    return print_error(console,
                       {ErrorKind::invalid, "--refresh-only applies nothing: omit FILE and --resume"});
  if (!lock_fleet(workspace, options.lock, command_of(options, settings), console)) return ExitCode::error;
  if (options.refresh_only)
    return accept_seen_drift(workspace, options.readings, options.auto_approve, settings, console);
  if (options.resume) return apply_resumed(workspace, options, settings, console);
  return options.file.empty() ? apply_fresh(workspace, options, settings, console)
                              : apply_saved(workspace, options, settings, console);
}

}  // namespace muster
