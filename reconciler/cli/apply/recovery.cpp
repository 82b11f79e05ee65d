#include "reconciler/cli/apply/recovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/apply/apply_progress.hpp"
#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/apply/interrupt_handler.hpp"
#include "reconciler/cli/apply/review_plan.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/engine/apply/recover.hpp"
#include "reconciler/engine/observe/see_prices.hpp"

namespace muster {
namespace {

/// Returns the failure of a change of the recovered apply; "" if there is none.
std::string trouble_of(const ChangeReport& change) {
  if (const auto* failed = std::get_if<Failed>(&change.outcome)) return failed->error.what;
  if (const auto* unknown = std::get_if<Unknown>(&change.outcome)) return unknown->error.what;
  const auto* skipped = std::get_if<Skipped>(&change.outcome);
  return skipped ? skipped->reason : "";
}

/// An object that exists and is not ready yet stays open and blocks nothing; an object that could not be read
/// blocks.
bool hides_something(const ApplyReport& report) {
  return std::any_of(report.changes.begin(), report.changes.end(), [](const ChangeReport& change) {
    const auto* unknown = std::get_if<Unknown>(&change.outcome);
    return unknown && unknown->error.kind != ErrorKind::timeout;
  });
}

/// The changes of an interrupted apply, and the actual state.
struct Begun {
  Plan whole;
  Plan part;
  ActualState actual;
};

Result<Begun> look_at(const OpenApply& open, Workspace& workspace) {
  if (!workspace.leadership) return Error{ErrorKind::fenced, "the fleet was not locked before"};
  auto plan = read_plan(open.started.plan_json, "journal");
  if (!plan) return plan.error();
  auto actual = see_fleet(workspace, workspace.clock->now());
  if (!actual) return actual.error();
  if (!actual->complete())
    return Error{ErrorKind::io, "muster could not read the whole cloud: " + actual->gaps.front()};
  auto part = begun_part(*plan, open.changes);
  return Begun{*std::move(plan), std::move(part), *std::move(actual)};
}

Result<PlanReview> judge_begun(const Begun& begun, const OpenApply& open, Workspace& workspace) {
  const auto prices = see_prices(*workspace.cloud.provider, begun.actual);
  if (!prices) return prices.error();
  return review_begun({begun.part, begun.whole, open}, begun.actual, *prices, workspace);
}

ApplyReport finish(const OpenApply& open, const Begun& begun, Workspace& workspace, const Settings& settings,
                   Console& console) {
  Interrupt interrupt;
  const SignalWatch watch(interrupt);
  ApplyOptions options;
  options.interrupt = &interrupt;
  options.leadership = workspace.leadership.get();
  ApplyObserver silent;
  ApplyProgress progress(console);
  ApplyObserver& observer = settings.format == Format::json ? silent : progress;
  return recover(open,
                 {.plan = begun.whole,
                  .actual = begun.actual,
                  .provider = *workspace.cloud.provider,
                  .store = *workspace.store,
                  .observer = observer,
                  .options = options},
                 *workspace.clock);
}

/// Completes one; returns an exit code if nothing else may be done.
Proceed recover_one(const OpenApply& open, Workspace& workspace, const Settings& settings, Console& console,
                    bool auto_approve) {
  const auto doing = "finishing the changes of " + name_of(open);
  const auto begun = look_at(open, workspace);
  if (!begun) return {print_error(console, begun.error().during(doing))};
  note(console, fmt::format("The apply of {} (approved by {}, by the journal) {}. muster finishes it first.",
                            name_of(open), open.started.approved_by, what_it_left(open)));
  if (!begun->part.changes.empty()) {
    const auto review = judge_begun(*begun, open, workspace);
    if (!review) return {print_error(console, review.error().during(doing))};
    if (!consent_to_resume(*review, begun->part, auto_approve, workspace, console))
      return {ExitCode::approval_needed};
  }
  const auto report = finish(open, *begun, workspace, settings, console);
  for (const auto& change : report.changes) {
    const auto trouble = trouble_of(change);
    if (!trouble.empty()) note(console, printable(fmt::format("  {}: {}", change.address, trouble)));
  }
  if (hides_something(report) || report.interrupted || !report.stopped_because.empty()) {
    return {print_error(console,
                        {ErrorKind::conflict, "muster could not finish the changes of " + name_of(open) +
                                                  " and does nothing else. Run the same command again"})};
  }
  note(console, fmt::format("Finished the changes of {}.", name_of(open)));
  return {};
}

}  // namespace

std::optional<Consent> consent_to_resume(const PlanReview& review, const Plan& part, bool auto_approve,
                                         const Workspace& workspace, Console& console) {
  // The cloud has everything already, and only the end of the apply is missing: that needs no consent.
  if (review.verdict.permission == Permission::nothing_to_do) {
    Consent consent;
    consent.by = "auto";
    return consent;
  }
  const ConsentOptions terms{.auto_approve = auto_approve,
                             .is_sandbox = workspace.is_sandbox,
                             .ask_always = false,
                             .signed_only = workspace.signed_only()};
  const bool asks = review.verdict.permission == Permission::needs_approval && console.in_is_terminal;
  if (asks) {
    for (const auto& change : part.changes) console.err << "  " << printable(change.address) << '\n';
    for (const auto& reason : review.verdict.reasons) console.err << "  - " << printable(reason) << '\n';
  }
  auto consent = obtain_consent(review.verdict, review.approval_result, terms, console);
  if (consent.by) return consent;
  const auto plan = Digest{part.id.value}.brief();
  if (consent.refusal.empty()) {
    console.err << "Nothing was changed.\n";
  } else {
    report_error(console,
                 {ErrorKind::denied,
                  fmt::format("the changes that plan {} began are not finished: {}", plan, consent.refusal)});
    console.err << findings_text(review.approval_result.findings);
  }
  if (review.verdict.permission == Permission::needs_approval)
    note(console,
         fmt::format("muster does not accept the journal's record of the approval alone. {}",
                     workspace.is_sandbox ? "To approve it: muster apply --resume --auto-approve"
                     : workspace.signed_only()
                         ? "To have it approved: muster approve PLAN --as NAME, then: muster apply --resume"
                         : "To approve it on a terminal: muster apply --resume"));
  return std::nullopt;
}

Proceed recover_open_applies(Workspace& workspace, const Settings& settings, Console& console,
                             const RecoveryOptions& terms) {
  const auto open = open_applies_of(workspace);
  if (!open) return {print_error(console, open.error())};
  for (const auto& apply : *open) {
    if (apply.started.plan == terms.except) continue;
    if (const auto proceed = recover_one(apply, workspace, settings, console, terms.auto_approve); !proceed)
      return proceed;
  }
  return {};
}

}  // namespace muster
