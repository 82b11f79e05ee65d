#include "reconciler/cli/views/plan/apply_report.hpp"

#include <fmt/format.h>

#include <map>

#include "reconciler/cli/views/layout/columns.hpp"

namespace muster {

namespace {

PlanSummary done_of(const Plan& plan, const ApplyReport& report) {
  std::map<ChangeId, Action> actions;
  for (const auto& change : plan.changes) actions.emplace(change.id, change.action);
  PlanSummary done;
  for (const auto& change : report.changes) {
    const auto found = actions.find(change.change);
    if (found == actions.end() || !std::holds_alternative<Succeeded>(change.outcome)) continue;
    const auto action = found->second;
    done.add += action == Action::create || action == Action::replace ? 1 : 0;
    done.change += action == Action::update ? 1 : 0;
    done.destroy += action == Action::destroy || action == Action::replace ? 1 : 0;
    done.adopt += action == Action::adopt ? 1 : 0;
    done.release += action == Action::release ? 1 : 0;
  }
  return done;
}

std::string why(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) return failed->error.what;
  if (const auto* skipped = std::get_if<Skipped>(&outcome)) return skipped->reason;
  if (const auto* unknown = std::get_if<Unknown>(&outcome)) {
    const auto id = unknown->object_id.empty() ? "" : " (id " + unknown->object_id + ")";
    return unknown->error.what + "; it may have been done" + id;
  }
  const auto& done = std::get<Succeeded>(outcome);
  return done.was_already_so ? "needed no change" : "";
}

std::string painted(const Outcome& outcome, const Paint& paint) {
  const std::string word = to_string(outcome);
  if (std::holds_alternative<Succeeded>(outcome)) return paint.green(word);
  if (std::holds_alternative<Skipped>(outcome)) return paint.yellow(word);
  return paint.red(word);
}

Duration took(const ApplyReport& report) {
  if (report.changes.empty()) return Duration(0);
  auto from = Instant::max();
  auto to = Instant::min();
  for (const auto& change : report.changes) {
    if (std::holds_alternative<Skipped>(change.outcome)) continue;
    from = std::min(from, change.started_at);
    to = std::max(to, change.finished_at);
  }
  return to > from ? to - from : Duration(0);
}

}  // namespace

std::string apply_report_text(const Plan& plan, const ApplyReport& report, const std::string& again,
                              const Paint& paint) {
  const auto done = done_of(plan, report);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(took(report)).count();
  std::string counts = "Resources: ";
  if (done.adopt > 0) counts += fmt::format("{} adopted, ", done.adopt);
  counts += fmt::format("{} added, {} changed, {} destroyed", done.add, done.change, done.destroy);
  if (done.release > 0) counts += fmt::format(", {} released", done.release);
  counts += ".";
  if (report.all_done()) {
    return fmt::format("{} {} {}\n", paint.green(paint.bold("Apply complete!")), counts,
                       paint.dim("Took " + rough_duration(seconds) + "."));
  }
  auto text = fmt::format("{} {}\n", paint.red(paint.bold("Apply incomplete.")), counts);
  text += fmt::format("  {} done, {} failed, {} skipped, {} unknown\n\n", report.count_done(),
                      report.count_failed(), report.count_skipped(), report.count_unknown());
  Columns columns({Align::left, Align::left, Align::left});
  for (const auto& change : report.changes) {
    columns.row({painted(change.outcome, paint), change.address, why(change.outcome)});
  }
  text += columns.text("  ");
  if (!report.stopped_because.empty()) text += "\n  " + printable(report.stopped_because) + "\n";
  if (report.count_done() == static_cast<int>(report.changes.size()))
    return text +
           "\nAll changes were made, and the journal does not contain all of them. `muster plan` "
           "compares with the cloud.\n";
  return text +
         fmt::format("\nCompleted changes are recorded. `muster plan` shows the rest; `{}` applies it.\n",
                     again);
}

std::string stale_text(const std::vector<ChangeStatus>& moved, const Paint& paint) {
  auto text = fmt::format("{}: a resource has changed since the plan was made. Nothing was applied\n\n",
                          paint.red(paint.bold("plan is stale")));
  Columns columns({Align::left, Align::left, Align::left, Align::left});
  columns.row({paint.dim("object"), paint.dim("planned"), paint.dim("then"), paint.dim("now")});
  for (const auto& standing : moved) {
    columns.row({standing.address, standing.planned, standing.then, paint.yellow(standing.now)});
  }
  return text + columns.text("  ") + "\nMake a new plan: `muster plan -o FILE`.\n";
}

}  // namespace muster
