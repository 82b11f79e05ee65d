#include "reconciler/cli/commands/apply.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <ostream>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/applying/apply_events.hpp"
#include "reconciler/cli/applying/carry_out.hpp"
#include "reconciler/cli/applying/consent.hpp"
#include "reconciler/cli/applying/unfinished.hpp"
#include "reconciler/cli/print_plan.hpp"
#include "reconciler/core/propose.hpp"

namespace muster {

void setup_apply(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ApplyCommandOptions>();
  auto* command = app.add_subcommand("apply", "Carries out a saved plan, or plans first, shows it and asks");
  command->add_option("FILE", options->file, "What `muster plan -o FILE` saved");
  command->add_flag(
      "--resume", options->resume,
      "Go on with the apply that stopped in the middle: the same plan, under the approval it has");
  setup_readings(*command, options->readings);
  command->add_flag(
      "--auto-approve", options->auto_approve,
      "Do not ask; on the loopback cloud it is also the yes that a plan needs. It lifts no refusal");
  setup_lock(*command, options->lock);
  command->callback([options, &chosen] {
    chosen = [options](const Settings& settings, Console& console) {
      return run_apply(*options, settings, console);
    };
  });
}

namespace {

/// What others are shown while this one is at work.
std::string command_of(const ApplyCommandOptions& options) {
  if (options.resume) return "muster apply --resume";
  return options.file.empty() ? "muster apply" : "muster apply " + options.file;
}

/// What both ways to apply share once the plan and the state it stands on are known.
struct Candidate {
  Plan plan;
  ActualState actual;
  bool ask_always = false;
  std::string again;
};

void tell_nothing_to_do(const Plan& plan, Instant now, Console& console) {
  ApplyEvents events(console.out);
  events.version(now);
  events.planned(plan, now);
}

ExitCode decide_and_carry_out(Candidate candidate, Workspace& workspace, const ApplyCommandOptions& options,
                              const Settings& settings, Console& console) {
  const auto& plan = candidate.plan;
  if (plan.verdict.permission == Permission::nothing_to_do || plan.changes.empty()) {
    if (settings.format == Format::json) tell_nothing_to_do(plan, workspace.clock->now(), console);
    return ExitCode::done;
  }
  const ConsentTerms terms{options.auto_approve, workspace.practice, candidate.ask_always};
  // Nobody else is kept waiting while a person reads.
  const bool may_ask = console.in_is_terminal && !options.auto_approve;
  if (may_ask) unlock_fleet(workspace);
  const auto consent = obtain_consent(plan.verdict, terms, console);
  if (!consent.by) {
    if (consent.refusal.empty()) {
      console.err << "Nothing was applied.\n";
      return ExitCode::approval_needed;
    }
    (void)tell(console, {ErrorKind::denied, consent.refusal});
    return ExitCode::approval_needed;
  }
  if (may_ask) {
    if (!lock_fleet(workspace, options.lock, command_of(options), console)) return ExitCode::error;
    auto fresh = workspace.cloud.provider->observe(workspace.declared.fleet, workspace.clock->now());
    if (!fresh) return tell(console, fresh.error());
    candidate.actual = *std::move(fresh);
  }
  return carry_out(plan, candidate.actual, workspace, {*consent.by, candidate.again}, settings, console);
}

ExitCode apply_fresh(Workspace& workspace, const ApplyCommandOptions& options, const Settings& settings,
                     Console& console) {
  if (const auto stop = recover_open_applies(workspace, settings, console)) return *stop;
  auto look = look_round(workspace, settings, options.readings, console);
  if (!look) return tell(console, look.error());
  auto proposal = propose(look->world, look->now);
  if (settings.format != Format::json) {
    const auto printed = print_plan(proposal.plan, settings.format, console);
    if (!printed) return tell(console, printed.error());
  }
  return decide_and_carry_out({std::move(proposal.plan), std::move(look->world.actual), true, "muster apply"},
                              workspace, options, settings, console);
}

/// Why a saved plan no longer holds by itself, whatever the cloud looks like; "" when it does.
std::string expiry_of(const Plan& plan, const Declared& declared, Instant now) {
  if (plan.inputs.declared != declared.fleet.content)
    return "the declared files have changed since it was made";
  if (now > plan.valid_until) {
    return fmt::format("it was valid until {}: its readings are too old", format_instant(plan.valid_until));
  }
  return "";
}

/// The instant that a saved plan's age is reckoned at.
Result<Instant> now_for(const Plan& plan, Workspace& workspace, const ApplyCommandOptions& options,
                        Console& console) {
  if (!options.readings.at.empty()) return parse_instant(options.readings.at).during("--at");
  const auto wall = workspace.clock->now();
  if (!workspace.practice || wall <= plan.valid_until) return wall;
  // Recorded readings are old by nature, and practising on them must be possible.
  note(console, fmt::format("The plan was valid until {}; on the loopback cloud that does not matter.",
                            format_instant(plan.valid_until)));
  return plan.made_at;
}

/// Goes on with an apply that was cut off. It was approved, and a crash does not take that back.
ExitCode go_on(const Plan& plan, const ApplyStarted& begun, Workspace& workspace, const Settings& settings,
               Console& console) {
  if (const auto stop = recover_open_applies(workspace, settings, console, plan.id)) return *stop;
  auto actual = workspace.cloud.provider->observe(workspace.declared.fleet, workspace.clock->now());
  if (!actual) return tell(console, actual.error());
  note(console, fmt::format("Going on with plan {}, approved by {}.", Digest{plan.id.value}.brief(),
                            begun.approved_by));
  if (settings.format != Format::json) console.out << summary_line(plan) << "\n";
  return carry_out(plan, *actual, workspace, {begun.approved_by, "muster apply --resume"}, settings, console);
}

ExitCode apply_resumed(Workspace& workspace, const Settings& settings, Console& console) {
  const auto open = open_applies_of(workspace);
  if (!open) return tell(console, open.error());
  if (open->empty()) {
    console.out << "Every apply has ended: there is nothing to resume.\n";
    return ExitCode::done;
  }
  const auto& begun = open->back().started;
  const auto plan = read_plan(begun.plan_json, "journal");
  if (!plan) return tell(console, plan.error());
  return go_on(*plan, begun, workspace, settings, console);
}

ExitCode apply_saved(Workspace& workspace, const ApplyCommandOptions& options, const Settings& settings,
                     Console& console) {
  auto plan = load_plan(options.file);
  if (!plan) return tell(console, plan.error());
  const auto open = open_applies_of(workspace);
  if (!open) return tell(console, open.error());
  if (const auto begun = open_apply_of(plan->id, *open)) {
    return go_on(*plan, begun->started, workspace, settings, console);
  }
  const auto& declared = workspace.declared;
  if (plan->fleet != declared.fleet.name) {
    return tell(console, {ErrorKind::invalid,
                          fmt::format("{} is a plan for fleet {}, but {} declares fleet {}", options.file,
                                      plan->fleet.value, settings.dir, declared.fleet.name.value)});
  }
  const auto now = now_for(*plan, workspace, options, console);
  if (!now) return tell(console, now.error());
  const auto expired = expiry_of(*plan, declared, *now);
  if (!expired.empty()) {
    console.err << "plan is stale: " << expired
                << "; nothing was applied. Make a new one: muster plan -o FILE\n";
    return ExitCode::stale;
  }
  if (const auto stop = recover_open_applies(workspace, settings, console)) return *stop;
  auto actual = workspace.cloud.provider->observe(declared.fleet, workspace.clock->now());
  if (!actual) return tell(console, actual.error());
  if (settings.format != Format::json) console.out << summary_line(*plan) << "\n";
  return decide_and_carry_out({*std::move(plan), *std::move(actual), false, "muster apply " + options.file},
                              workspace, options, settings, console);
}

}  // namespace

ExitCode run_apply(const ApplyCommandOptions& options, const Settings& settings, Console& console) {
  auto workspace = open_workspace(settings, console);
  return workspace ? run_apply(options, *workspace, settings, console) : ExitCode::error;
}

ExitCode run_apply(const ApplyCommandOptions& options, Workspace& workspace, const Settings& settings,
                   Console& console) {
  if (!lock_fleet(workspace, options.lock, command_of(options), console)) return ExitCode::error;
  if (options.resume) return apply_resumed(workspace, settings, console);
  return options.file.empty() ? apply_fresh(workspace, options, settings, console)
                              : apply_saved(workspace, options, settings, console);
}

}  // namespace muster
