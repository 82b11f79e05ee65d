#include "reconciler/cli/apply/execute_plan.hpp"

#include <ostream>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/apply/apply_events.hpp"
#include "reconciler/cli/apply/apply_progress.hpp"
#include "reconciler/cli/apply/interrupt_handler.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/views/plan/apply_report.hpp"
#include "reconciler/core/apply/change_status.hpp"
#include "reconciler/core/base/joined.hpp"
#include "reconciler/engine/apply/apply_plan.hpp"

namespace muster {

namespace {

ExitCode exit_code_of(const ApplyReport& report) {
  if (report.all_done()) return ExitCode::done;
  // A lost reply may hide a change, so it counts as one.
  const bool something_changed = report.count_done() + report.count_unknown() > 0;
  return something_changed ? ExitCode::partly_applied : ExitCode::error;
}

ApplyReport apply_watched(const Plan& plan, const ActualState& actual, Workspace& workspace,
                          ApplyOptions options, ApplyObserver& observer) {
  Interrupt interrupt;
  const SignalWatch watch(interrupt);
  options.interrupt = &interrupt;
  options.leadership = workspace.leadership.get();
  return apply_plan({.plan = plan,
                     .actual = actual,
                     .provider = *workspace.cloud.provider,
                     .store = *workspace.store,
                     .observer = observer,
                     .options = options},
                    *workspace.clock);
}

}  // namespace

ExitCode execute_plan(const Plan& plan, const ActualState& actual, Workspace& workspace,
                      const ExecutionOptions& order, Console& console) {
  if (!workspace.leadership)
    return print_error(console, {ErrorKind::fenced, "the fleet was not locked before"});
  if (!actual.complete()) {
    return print_error(console,
                       {ErrorKind::io, "muster could not read the whole cloud, so it changes nothing: " +
                                           joined(actual.gaps, "; ")});
  }
  const auto moved = stale_changes(plan, actual);
  if (!moved.empty()) {
    console.err << stale_text(moved, Paint(console.colour_err()));
    return ExitCode::stale;
  }
  const auto plan_json = write_plan(plan);
  if (!plan_json) return print_error(console, plan_json.error());
  ApplyOptions options;
  options.approved_by = order.approved_by;
  options.plan_json = *plan_json;
  if (order.format == Format::json) {
    ApplyEvents events(console.out);
    events.version(workspace.clock->now());
    events.planned(plan, workspace.clock->now());
    const auto report = apply_watched(plan, actual, workspace, options, events);
    record_last_applied(workspace, console);
    return exit_code_of(report);
  }
  ApplyProgress progress(console);
  const auto report = apply_watched(plan, actual, workspace, options, progress);
  record_last_applied(workspace, console);
  console.out << apply_report_text(plan, report, order.again, Paint(console.colour_out()));
  return exit_code_of(report);
}

}  // namespace muster
