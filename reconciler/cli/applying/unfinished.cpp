#include "reconciler/cli/applying/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/cli/applying/apply_progress.hpp"
#include "reconciler/cli/applying/signal_watch.hpp"
#include "reconciler/engine/recover.hpp"

namespace muster {
namespace {

std::string name_of(const OpenApply& open) {
  return "plan " + Digest{open.started.plan.value}.brief();
}

std::string changes(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "change" : "changes");
}

std::string what_it_left(const OpenApply& open) {
  const auto count = open.changes.size();
  if (open.ended) return fmt::format("ended without knowing how {} ended", changes(count));
  if (count == 0) return "never ended";
  return fmt::format("never ended: {} begun, a machine may be off, something half made", changes(count));
}

/// How a change of the recovered apply ended otherwise than well; "" when it did not.
std::string trouble_of(const ChangeReport& change) {
  if (const auto* failed = std::get_if<Failed>(&change.outcome)) return failed->error.what;
  if (const auto* unknown = std::get_if<Unknown>(&change.outcome)) return unknown->error.what;
  const auto* skipped = std::get_if<Skipped>(&change.outcome);
  return skipped ? skipped->reason : "";
}

/// What was seen to be there and is not ready yet stays open and is in nobody's way; what could not be seen
/// is.
bool hides_something(const ApplyReport& report) {
  return std::any_of(report.changes.begin(), report.changes.end(), [](const ChangeReport& change) {
    const auto* unknown = std::get_if<Unknown>(&change.outcome);
    return unknown && unknown->error.kind != ErrorKind::timeout;
  });
}

Result<ApplyReport> finish(const OpenApply& open, Workspace& workspace, const Settings& settings,
                           Console& console) {
  if (!workspace.leadership) return Error{ErrorKind::fenced, "the fleet was not locked before"};
  const auto plan = read_plan(open.started.plan_json, "journal");
  if (!plan) return plan.error();
  auto& provider = *workspace.cloud.provider;
  const auto actual = provider.observe(workspace.declared.fleet, workspace.clock->now());
  if (!actual) return actual.error();
  if (!actual->complete())
    return Error{ErrorKind::io, "not everything could be seen: " + actual->gaps.front()};
  note(console, fmt::format("The apply of {} (approved by {}) {}. Finishing that first.", name_of(open),
                            open.started.approved_by, what_it_left(open)));
  Interrupt interrupt;
  const SignalWatch watch(interrupt);
  ApplyOptions options;
  options.interrupt = &interrupt;
  options.leadership = workspace.leadership.get();
  ApplyObserver silent;
  ApplyProgress progress(console);
  ApplyObserver& observer = settings.format == Format::json ? silent : progress;
  return recover(open, *plan, *actual, provider, *workspace.store, *workspace.clock, observer, options);
}

}  // namespace

Result<std::vector<OpenApply>> open_applies_of(Workspace& workspace) {
  const auto entries = workspace.store->entries_from(workspace.clock->now() - kOpenWithin);
  if (!entries) return entries.error();
  return open_applies(*entries, workspace.declared.fleet.name);
}

std::optional<OpenApply> open_apply_of(const PlanId& plan, const std::vector<OpenApply>& open) {
  const auto found = std::find_if(open.begin(), open.end(),
                                  [&](const OpenApply& apply) { return apply.started.plan == plan; });
  return found == open.end() ? std::nullopt : std::optional(*found);
}

void tell_open_applies(const std::vector<OpenApply>& open, Console& console) {
  for (const auto& apply : open) {
    warn(console,
         fmt::format("the apply of {} {}. The next apply finishes what it began; to go on with all of "
                     "it, under the approval it has: muster apply --resume",
                     name_of(apply), what_it_left(apply)));
  }
}

std::optional<ExitCode> recover_open_applies(Workspace& workspace, const Settings& settings, Console& console,
                                             const PlanId& except) {
  const auto open = open_applies_of(workspace);
  if (!open) return tell(console, open.error());
  for (const auto& apply : *open) {
    if (apply.started.plan == except) continue;
    const auto report = finish(apply, workspace, settings, console);
    if (!report) return tell(console, report.error().during("finishing what " + name_of(apply) + " began"));
    for (const auto& change : report->changes) {
      const auto trouble = trouble_of(change);
      if (!trouble.empty()) note(console, fmt::format("  {}: {}", change.address, trouble));
    }
    if (hides_something(*report) || report->interrupted || !report->stopped_because.empty()) {
      return tell(console,
                  {ErrorKind::conflict, "what " + name_of(apply) +
                                            " began could not be finished, and nothing else is done " +
                                            "until it is; run the same again"});
    }
    note(console, fmt::format("Finished what {} began.", name_of(apply)));
  }
  return std::nullopt;
}

}  // namespace muster
