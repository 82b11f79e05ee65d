#include "reconciler/cli/commands/approve/approve.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <ostream>

#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/apply/print_plan.hpp"
#include "reconciler/cli/approve/pending_plans.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/views/approval/approval_text.hpp"
#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

void setup_approve(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ApproveOptions>();
  auto* command = app.add_subcommand("approve", "Approves a saved plan, or every plan within limits");
  command->add_option("PLAN", options->file,
                      "Plan file of `muster plan -o FILE`, or a plan id from `muster pending`");
  setup_signer(*command, options->signer);
  command
      ->add_option("--until", options->until,
                   "End of the approval: a time, or a duration such as 4h; default: 1h, at most 7d")
      ->type_name("TIME");
  command->add_flag("--envelope", options->standing_approval,
                    "Approve every plan that stays within --pools, --machines and --per-hour and "
                    "destroys no data");
  command->add_option("--pools", options->pools, "Pools that a plan may change")
      ->delimiter(',')
      ->type_name("POOL,...");
  command->add_option("--machines", options->machines, "Highest number of machines in these pools together")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000));
  command
      ->add_option("--per-hour", options->per_hour,
                   "Highest cost of the whole fleet per hour, such as '$0.50'")
      ->type_name("MONEY");
  handle_command(*command, chosen, options, &run_approve);
}

namespace {

ExitCode print_denied(Console& console, const Error& error) {
  report_error(console, error);
  return error.kind == ErrorKind::denied ? ExitCode::approval_needed : ExitCode::error;
}

/// Rounded to seconds, because people read signed statements.
Instant this_second(const Workspace& workspace) {
  return std::chrono::floor<std::chrono::seconds>(workspace.clock->now());
}

Result<Instant> until_of(const std::string& text, Instant now) {
  if (text.empty()) return now + kApprovalUsually;
  const auto length = parse_duration(text);
  const auto time = length ? Result<Instant>(now + *length) : parse_instant(text);
  if (!time) {
    return Error{ErrorKind::invalid,
                 fmt::format("--until: \"{}\" is neither a time such as {} nor a duration "
                             "such as 4h",
                             text, format_instant(now + kApprovalUsually))};
  }
  if (*time <= now)
    return Error{ErrorKind::invalid, fmt::format("--until: {} is past", format_instant(*time))};
  if (*time - now > kApprovalAtMost)
    return Error{ErrorKind::invalid,
                 fmt::format("--until: an approval is valid for at most {}, until {}",
                             format_duration(kApprovalAtMost), format_instant(now + kApprovalAtMost))};
  return *time;
}

Result<StandingApproval> standing_approval_of(const ApproveOptions& options, const Fleet& fleet,
                                              Instant until) {
  const auto missing = [](const char* what) { return Error{ErrorKind::invalid, what}; };
  if (options.pools.empty()) return missing("--envelope requires --pools: the pools that plans may change");
  if (!options.machines)
    return missing("--envelope requires --machines: the highest number of machines in these pools");
  if (options.per_hour.empty())
    return missing("--envelope requires --per-hour: highest cost of the fleet, such as '$0.50'");
  StandingApproval standing_approval;
  std::vector<std::string> known;
  for (const auto& pool : fleet.pools) known.push_back(pool.name.value);
  for (const auto& name : options.pools) {
    if (!fleet.find_pool(PoolName(name))) {
      return Error{ErrorKind::invalid, fmt::format("--pools: fleet {} has no pool \"{}\"; it has {}",
                                                   fleet.name.value, name, fmt::join(known, ", "))};
    }
    standing_approval.pools.emplace_back(name);
  }
  std::sort(standing_approval.pools.begin(), standing_approval.pools.end());
  standing_approval.pools.erase(std::unique(standing_approval.pools.begin(), standing_approval.pools.end()),
                                standing_approval.pools.end());
  standing_approval.machines = *options.machines;
  const auto hourly = parse_money(options.per_hour);
  if (!hourly) return hourly.error().during("--per-hour");
  standing_approval.hourly = *hourly;
  standing_approval.until = until;
  return standing_approval;
}

/// On a terminal a person first sees the text to sign.
bool goes_ahead(Console& console) {
  if (!console.in_is_terminal) return true;
  if (ask(console, "\nSign this? Only \"yes\" signs: ") == "yes") return true;
  console.err << "Nothing was signed.\n";
  return false;
}

/// Returns the number of approvals of a plan by now, without envelopes.
std::size_t voices_for(const Plan& plan, const std::string& file, Workspace& workspace) {
  const auto entries = entries_for_approvals(workspace);
  if (!entries) return 1;
  auto collected = collect_approvals(plan.id, file, *entries, workspace);
  std::erase_if(collected.statements, [](const VerifiedStatement& said) {
    return std::holds_alternative<StandingApproval>(said.statement().content);
  });
  const ActualState unseen;
  const VerdictInputs c{.fleet = workspace.declared.fleet,
                        .changes = plan.changes,
                        .cost = plan.cost,
                        .actual = unseen,
                        .window_totals = {},
                        .now = plan.made_at};
  return check_approvals({plan.id, c, std::nullopt, workspace.clock->now()}, collected.statements).yes.size();
}

ExitCode sign_and_tell(Statement statement, const ApproveOptions& options, const std::string& file,
                       Workspace& workspace, const Settings& settings, Console& console) {
  const auto key = key_of_signer(options.signer, workspace, console);
  if (!key) return print_denied(console, key.error());
  const auto said = key->sign(std::move(statement));
  const auto recorded = record_statement(said, file, workspace);
  if (!recorded) return print_error(console, recorded.error());
  if (settings.format == Format::json) {
    console.out << write_approvals({said});
    return ExitCode::done;
  }
  if (const auto* standing_approval = std::get_if<StandingApproval>(&said.statement.content)) {
    const auto id = statement_id(said.statement);
    console.out << fmt::format("Envelope {} by {}: {}.\n", id, said.statement.by,
                               standing_approval_text(*standing_approval));
    note(console, fmt::format("To end it earlier: muster reject {} --as NAME --because TEXT", id));
    return ExitCode::done;
  }
  const auto until = std::get<PlanApproval>(said.statement.content).until;
  const auto kept = file.empty() ? "" : approvals_file_of(file) + " and in ";
  console.out << fmt::format("Approved by {} until {}; kept in {}the journal.\n", said.statement.by,
                             format_instant(until), kept);
  return ExitCode::done;
}

ExitCode approve_standing(const ApproveOptions& options, Workspace& workspace, const Settings& settings,
                          Console& console) {
  if (!options.file.empty())
    return print_error(console,
                       {ErrorKind::invalid, "--envelope approves no single plan: omit PLAN or --envelope"});
  const auto now = this_second(workspace);
  const auto until = until_of(options.until, now);
  if (!until) return print_error(console, until.error());
  auto standing_approval = standing_approval_of(options, workspace.declared.fleet, *until);
  if (!standing_approval) return print_error(console, standing_approval.error());
  note(console, "A standing approval for " + standing_approval_text(*standing_approval) +
                    ".\nPlans within it need no further approval. It covers no plan that destroys data.");
  if (!goes_ahead(console)) return ExitCode::error;
  return sign_and_tell({workspace.declared.fleet.name, options.signer.as, now, *std::move(standing_approval)},
                       options, "", workspace, settings, console);
}

ExitCode approve_plan(const ApproveOptions& options, Workspace& workspace, const Settings& settings,
                      Console& console) {
  const auto found = find_plan(options.file, workspace);
  if (!found) return print_error(console, found.error());
  const auto* plan = &found->plan;
  const auto& fleet = workspace.declared.fleet;
  if (plan->fleet != fleet.name) {
    return print_error(
        console, {ErrorKind::invalid, fmt::format("{} is a plan for fleet {}, this is fleet {}", options.file,
                                                  plan->fleet.value, fleet.name.value)});
  }
  const auto now = this_second(workspace);
  const auto until = until_of(options.until, now);
  if (!until) return print_error(console, until.error());
  auto view = plan_options(console);
  view.paint = Paint(console.colour_err());
  note(console, plan_to_sign_text(*plan, now, view));
  if (plan->verdict.permission == Permission::refused)
    return print_denied(console, {ErrorKind::denied, "the plan is refused, and no approval lifts a refusal"});
  if (plan->verdict.permission == Permission::nothing_to_do) {
    console.out << "There is nothing to approve.\n";
    return ExitCode::done;
  }
  const auto entries = entries_for_approvals(workspace);
  if (!entries) return print_error(console, entries.error());
  if (const auto applied = applied_in_whole(*entries, plan->id)) {
    return print_error(console,
                       {ErrorKind::conflict,
                        fmt::format("there is nothing to approve: the plan was applied completely at {}. "
                                    "Nothing was signed. For further changes make a new plan: muster plan "
                                    "-o FILE",
                                    format_instant(*applied))});
  }
  if (!goes_ahead(console)) return ExitCode::error;
  const auto code = sign_and_tell({fleet.name, options.signer.as, now, PlanApproval{plan->id, *until}},
                                  options, found->file, workspace, settings, console);
  if (code != ExitCode::done) return code;
  const auto yes = voices_for(*plan, found->file, workspace);
  const auto wanted = static_cast<std::size_t>(fleet.approval.persons);
  note(console, yes < wanted
                    ? fmt::format("{} of {} people have approved. Another must approve.", yes, wanted)
                : found->file.empty() ? "The loop applies it in its next round."
                                      : "To apply it: " + command_line(settings, "apply " + found->file));
  return code;
}

}  // namespace

ExitCode run_approve(const ApproveOptions& options, const Settings& settings, Console& console) {
  if (options.file.empty() && !options.standing_approval)
    return print_error(console,
                       {ErrorKind::invalid,
                        "name the PLAN: its file, or the id that muster pending shows; or use --envelope"});
  auto workspace = open_offline_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  return options.standing_approval ? approve_standing(options, *workspace, settings, console)
                                   : approve_plan(options, *workspace, settings, console);
}

}  // namespace muster
