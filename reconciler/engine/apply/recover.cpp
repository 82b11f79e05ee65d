#include "reconciler/engine/apply/recover.hpp"

#include "reconciler/engine/call/journal_writer.hpp"
#include "reconciler/engine/lease/leadership.hpp"

namespace muster {

ApplyReport recover(const OpenApply& open, const ApplyContext& context, Clock& clock) {
  const auto& plan = context.plan;
  auto options = context.options;
  options.approved_by = open.started.approved_by;
  options.plan_json = open.started.plan_json;
  options.only_begun = true;
  const auto part = begun_part(plan, open.changes);
  if (!part.changes.empty())
    return apply_plan({.plan = part,
                       .actual = context.actual,
                       .provider = context.provider,
                       .store = context.store,
                       .observer = context.observer,
                       .options = options},
                      clock);
  // It was interrupted between two changes: only its end must be recorded.
  ApplyReport report;
  report.plan = plan.id;
  JournalWriter journal(context.store, plan.fleet,
                        options.leadership ? options.leadership->token() : kNoLease);
  if (const auto failed = journal.write(ApplyFinished{plan.id, 0, 0, 0, 0, true}, clock.now()))
    report.stopped_because = failed->what;
  return report;
}

}  // namespace muster
