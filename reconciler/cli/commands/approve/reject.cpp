#include "reconciler/cli/commands/approve/reject.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <filesystem>
#include <ostream>
#include <set>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/approve/pending_plans.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/core/history/earlier_applies.hpp"

namespace muster {

void setup_reject(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<RejectOptions>();
  auto* command = app.add_subcommand("reject", "Rejects a plan, or ends an approval within limits");
  command->add_option("PLAN", options->what, "Plan file, plan id, or id of an approval within limits")
      ->required();
  setup_signer(*command, options->signer);
  command->add_option("--because", options->because, "Reason, shown to everybody who applies the plan")
      ->type_name("REASON")
      ->required();
  handle_command(*command, chosen, options, &run_reject);
}

namespace {

constexpr std::size_t kLongestReason = 1000;

using No = std::variant<PlanRejection, Revocation>;

/// The plan or envelope of the journal, or the plan that waits, that an id means.
Result<No> found_by_id(const RejectOptions& options, Workspace& workspace) {
  const auto entries = entries_for_approvals(workspace);
  if (!entries) return entries.error();
  std::set<std::string> plans;
  std::set<std::string> standing_approvals;
  for (const auto& said : statements_in(*entries, workspace.declared.fleet.name)) {
    const auto id = statement_id(said.statement);
    const auto* yes = std::get_if<PlanApproval>(&said.statement.content);
    if (yes && means_id(options.what, yes->plan.value)) plans.insert(yes->plan.value);
    if (std::holds_alternative<StandingApproval>(said.statement.content) && means_id(options.what, id))
      standing_approvals.insert(id);
  }
  const auto waiting = waiting_plans(workspace);
  if (!waiting) return waiting.error();
  for (const auto& pending : *waiting)
    if (means_id(options.what, pending.plan.id.value)) plans.insert(pending.plan.id.value);
  const bool whole = options.what.starts_with("sha256:") && options.what.size() == 71;
  if (plans.empty() && whole) plans.insert(options.what);
  if (plans.size() + standing_approvals.size() == 1) {
    if (plans.empty()) return No(Revocation{*standing_approvals.begin(), options.because});
    return No(PlanRejection{PlanId(*plans.begin()), options.because});
  }
  return Error{
      ErrorKind::invalid,
      fmt::format("\"{}\" is no file, and {} of that id {} in the journal: name the plan's file, its "
                  "whole id, or the id that muster approvals or muster pending shows",
                  options.what, plans.empty() && standing_approvals.empty() ? "nothing" : "more than one",
                  plans.empty() && standing_approvals.empty() ? "is" : "are")};
}

}  // namespace

ExitCode run_reject(const RejectOptions& options, const Settings& settings, Console& console) {
  if (options.because.empty() || options.because.size() > kLongestReason)
    return print_error(console, {ErrorKind::invalid,
                                 fmt::format("--because: a reason of 1 to {} characters", kLongestReason)});
  auto workspace = open_offline_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  std::error_code failure;
  const bool is_file = std::filesystem::exists(options.what, failure);
  Result<No> no = Error{};
  if (is_file) {
    const auto plan = load_plan(options.what);
    no = plan ? Result<No>(PlanRejection{plan->id, options.because}) : Result<No>(plan.error());
  } else {
    no = found_by_id(options, *workspace);
  }
  if (!no) return print_error(console, no.error());

  const auto key = key_of_signer(options.signer, *workspace, console);
  if (!key) {
    report_error(console, key.error());
    return key.error().kind == ErrorKind::denied ? ExitCode::approval_needed : ExitCode::error;
  }
  Statement statement{.fleet = workspace->declared.fleet.name,
                      .by = options.signer.as,
                      .at = std::chrono::floor<std::chrono::seconds>(workspace->clock->now()),
                      .content = {}};
  std::visit([&](const auto& message) { statement.content = message; }, *no);
  const auto said = key->sign(std::move(statement));
  const auto recorded = record_statement(said, is_file ? options.what : "", *workspace);
  if (!recorded) return print_error(console, recorded.error());
  if (settings.format == Format::json) {
    console.out << write_approvals({said});
  } else if (const auto* rejected = std::get_if<PlanRejection>(&said.statement.content)) {
    console.out << fmt::format("{1} rejected plan {0}. A rejection is final: a new plan has a new id.\n",
                               Digest{rejected->plan.value}.brief(), said.statement.by);
  } else {
    console.out << fmt::format("Standing approval {} has ended.\n",
                               std::get<Revocation>(said.statement.content).standing_approval);
  }
  return ExitCode::done;
}

}  // namespace muster
