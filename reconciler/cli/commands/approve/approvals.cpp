#include "reconciler/cli/commands/approve/approvals.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <ostream>

#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/adapters/signing/signature_check.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/views/approval/approval_text.hpp"
#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/history/earlier_applies.hpp"

namespace muster {

void setup_approvals(CLI::App& app, CommandHandler& chosen) {
  auto* command = app.add_subcommand("approvals", "Lists the approvals and rejections of the last week");
  handle_command(*command, chosen, &run_approvals);
}

namespace {

/// The statement and, if it expires, whether it is still valid.
std::string line_of(const Statement& statement, const std::vector<std::string>& revoked, Instant now,
                    const Paint& paint) {
  const auto id = statement_id(statement);
  const auto late = validity_blocker(statement, now);
  const bool ended = std::find(revoked.begin(), revoked.end(), id) != revoked.end();
  const auto state = ended ? paint.dim(", revoked") : late.empty() ? "" : paint.dim(", " + late);
  return std::visit(
      Overloaded{
          [&](const PlanApproval& a) {
            return fmt::format("plan {} approved by {} at {} until {}{}", Digest{a.plan.value}.brief(),
                               statement.by, format_instant(statement.at), format_instant(a.until), state);
          },
          [&](const PlanRejection& r) {
            return fmt::format("plan {} rejected by {} at {}: {}", Digest{r.plan.value}.brief(), statement.by,
                               format_instant(statement.at), printable(r.because));
          },
          [&](const StandingApproval& e) {
            return fmt::format("envelope {} by {}: {}{}", paint.bold(id), statement.by,
                               standing_approval_text(e), state);
          },
          [&](const Revocation& r) {
            return fmt::format("envelope {} ended by {} at {}: {}", printable(r.standing_approval),
                               statement.by, format_instant(statement.at), printable(r.because));
          },
      },
      statement.content);
}

}  // namespace

ExitCode run_approvals(const Settings& settings, Console& console) {
  auto workspace = open_offline_workspace(settings, console);
  if (!workspace) return ExitCode::error;
  const auto entries = entries_for_approvals(*workspace);
  if (!entries) return print_error(console, entries.error());
  const auto& fleet = workspace->declared.fleet;
  const auto all = statements_in(*entries, fleet.name);
  if (settings.format == Format::json) {
    console.out << write_approvals(all);
    return ExitCode::done;
  }
  const SignatureCheck check(fleet.name, fleet.approval.approvers, workspace->rules.described());
  std::vector<VerifiedStatement> sound;
  std::vector<Finding> unsound;
  for (const auto& said : all) {
    auto verified = check.check(said);
    if (verified) {
      sound.push_back(*std::move(verified));
    } else {
      unsound.push_back({about(said.statement), false, verified.error().what});
    }
  }
  const auto revoked = revoked_in(sound);
  const Paint paint(console.colour_out());
  for (const auto& said : sound)
    console.out << line_of(said.statement(), revoked, workspace->clock->now(), paint) << "\n";
  console.out << findings_text(unsound);
  if (all.empty()) console.out << "No approvals or rejections within the last week.\n";
  return ExitCode::done;
}

}  // namespace muster
