#include "reconciler/engine/apply/applier.hpp"

#include <algorithm>
#include <vector>

#include "reconciler/core/apply/change_status.hpp"
#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/history/capacity_shortage.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/engine/apply/draining.hpp"
#include "reconciler/engine/apply/outcome_parts.hpp"
#include "reconciler/engine/call/applier_bindings.hpp"

namespace muster {
namespace {

/// A resumed apply stores its plan again if the entry with the plan is older than this.
constexpr Duration kPlanKeptFor = std::chrono::hours(24);

Route route_of(const StepContext& in, std::vector<Step> steps) {
  Route route{std::move(steps), {}};
  for (std::size_t i = 0; i < route.steps.size(); ++i)
    route.back.push_back(rollback_steps(in, static_cast<int>(i)));
  return route;
}

std::string refusal(const ChangeStatus& moved) {
  return "it was changed since the plan was made: planned " + moved.planned + ", then " + moved.then +
         ", now " + moved.now;
}

}  // namespace

Applier::Applier(const ApplyContext& context, Instant now)
    : context_(context),
      progress_(context.plan),
      journal_(context.store, context.plan.fleet,
               context.options.leadership ? context.options.leadership->token() : kNoLease),
      resource_ids_(bindings_of(context.actual)),
      fallback_(context.plan),
      calls_(context.options, context.provider) {
  context_.observer.apply_started(context_.plan, now);
  if (context_.plan.changes.empty()) return;
  if (auto* lead = context_.options.leadership) lead->work_on(context_.plan.id, "begins");
  const auto entries = context_.store.entries_from(now - kOpenWithin);
  if (!entries) {
    stop_starting("reading the journal: " + entries.error().what, now);
    return;
  }
  earlier_ = earlier_applies(*entries, context_.plan.id);
  std::copy_if(entries->begin(), entries->end(), std::back_inserter(missed_),
               [](const JournalEntry& entry) { return std::holds_alternative<CapacityMissing>(entry.body); });
  const auto& options = context_.options;
  const bool is_kept = earlier_.plan_kept_at && now - *earlier_.plan_kept_at < kPlanKeptFor;
  const auto& file = is_kept ? std::string() : options.plan_json;
  if (const auto failed = journal_.write(ApplyStarted{.plan = context_.plan.id,
                                                      .fleet = context_.plan.fleet,
                                                      .approved_by = options.approved_by,
                                                      .plan_json = file},
                                         now))
    stop_starting(failed->what, now);
}

void Applier::step(Instant now) {
  check_interrupt(now);
  check_lease(now);
  // Ended changes free capacity and make others ready: repeat until nothing changes.
  bool moved = true;
  while (moved) {
    begin_ready(now);
    moved = make_calls(now);
    moved = end_runs(now) || moved;
  }
}

void Applier::clock_set(Duration by) {
  calls_.clock_set(by);
  for (auto& [id, run] : runs_) run.clock_set(by);
}

void Applier::check_interrupt(Instant now) {
  const auto level =
      context_.options.interrupt ? context_.options.interrupt->level() : Interrupt::Level::none;
  if (level == Interrupt::Level::none) return;
  interrupted_ = true;
  stop_starting("it was interrupted", now);
  if (level == Interrupt::Level::stop_at_once) stop_at_once("it was interrupted", now);
}

void Applier::check_lease(Instant now) {
  if (!context_.options.leadership) return;
  const auto lost = context_.options.leadership->step();
  const bool fenced = journal_.broken() && journal_.broken()->kind == ErrorKind::fenced;
  if (lost || fenced) stop_at_once(lost ? lost->what : journal_.broken()->what, now);
}

void Applier::stop_at_once(const std::string& reason, Instant now) {
  stop_starting(reason, now);
  for (auto& [id, run] : runs_) run.stop(reason);
  calls_.forget_all();
}

void Applier::stop_starting(const std::string& reason, Instant now) {
  if (!stopped_.empty()) return;
  stopped_ = reason;
  progress_.stop_starting(reason, now);
  const auto waiting = std::exchange(queue_, {});
  for (const auto* change : waiting) end(*change, Skipped{{}, reason}, now, now);
  context_.observer.stopping(reason, now);
}

void Applier::begin_ready(Instant now) {
  const auto room = static_cast<std::size_t>(std::max(1, context_.options.max_changes));
  for (bool more = true; more;) {
    const auto ready = progress_.take_ready();
    queue_.insert(queue_.end(), ready.begin(), ready.end());
    more = false;
    while (!queue_.empty() && runs_.size() < room) {
      const auto* change = queue_.front();
      queue_.pop_front();
      begin(*change, now);
      more = true;  // A change that ended at once may have made others ready.
    }
  }
}

void Applier::begin(const Change& change, Instant now) {
  const auto standing = change_status_of(change, context_.actual);
  // An open change of an earlier apply may seem done and lack its last call.
  const bool open = earlier_.open.count(change.id) > 0;
  if (standing.state == ChangeStatus::State::at_target && !open)
    return end(change, Succeeded{standing.object_id, true}, now, now);
  if (standing.state == ChangeStatus::State::moved)
    return end(change, Failed{{ErrorKind::conflict, refusal(standing)}}, now, now);
  if (const auto* refused = refused_kind(change)) return end(change, *refused, now, now);

  const bool look_before =
      standing.state == ChangeStatus::State::begun || earlier_.touched.count(change.id) > 0;
  if (look_before) restore_belongings(resource_ids_, change);
  const auto calls = earlier_.calls.find(change.id);
  RunStart start{.began = now};
  if (look_before) start.earlier_calls = calls == earlier_.calls.end() ? EarlierCalls{} : calls->second;
  if (const auto error = start_run(fallback_.first(change), std::move(start), now))
    return end(change, Failed{*error}, now, now);
  if (standing.state == ChangeStatus::State::at_target) runs_.at(change.id).effect_seen(now);
  context_.observer.change_started(change, counts(), now);
}

std::optional<Error> Applier::start_run(const Change& change, RunStart start, Instant now) {
  std::vector<const Change*> at_work;
  for (const auto& [id, run] : runs_) at_work.push_back(&run.change());
  const auto& capabilities = context_.provider.capabilities();
  const StepContext in{.fleet = context_.plan.fleet,
                       .change = change,
                       .resource_ids = resource_ids_,
                       .capabilities = capabilities,
                       .draining = draining_of(change, start.earlier_calls.has_value(), resource_ids_,
                                               context_.actual, at_work),
                       .plan = context_.plan.id};
  auto steps = steps_of(in);
  if (!steps) return steps.error();
  RunInputs inputs{.change = change,
                   .options = context_.options,
                   .route = route_of(in, *std::move(steps)),
                   .started_at = start.began,
                   .earlier_calls = std::move(start.earlier_calls),
                   .destroyed = std::move(start.destroyed)};
  runs_.insert_or_assign(change.id, ChangeRun(std::move(inputs), now));
  return std::nullopt;
}

bool Applier::make_calls(Instant now) {
  return calls_.make_calls(
      runs_, now, [&](const ChangeRun& run, const NextCall& call) { return record_intent(run, call, now); });
}

/// Writes a call's intent to the journal; returns the error if it must not be made.
std::optional<Error> Applier::record_intent(const ChangeRun& run, const NextCall& call, Instant now) {
  auto* lead = context_.options.leadership;
  if (lead) lead->work_on(context_.plan.id, describe(call.operation));
  context_.observer.step_started(run.change(), call.message, now);
  auto failed = journal_.write(StepStarted{.plan = context_.plan.id,
                                           .change = run.change().id,
                                           .step = call.step,
                                           .kind = kind_of(call.operation),
                                           .operation = describe(call.operation)},
                               now);
  // No effect without a journal entry, with one exception: a machine must not stay off because of a missing
  // journal.
  if (failed && (!call.way_back || failed->kind == ErrorKind::fenced)) return failed;
  // Writing took time, and this process may have been stopped in the middle of it.
  if (!lead || !lead->refusal()) return std::nullopt;
  if (auto lost = lead->step()) return lost;
  return lead->refusal();
}

void Applier::answer(const Completion& completion, Instant now) {
  const auto change = calls_.ended(completion.ticket);
  if (!change) return;
  const auto run = runs_.find(*change);
  if (run == runs_.end()) return;
  run->second.answered(completion.reply, now);
  report_events(run->second, now);
}

void Applier::report_events(ChangeRun& run, Instant now) {
  for (const auto& event : run.take_events()) {
    if (const auto* ended = std::get_if<StepEnded>(&event)) {
      if (const auto failed = journal_.write(StepFinished{.plan = context_.plan.id,
                                                          .change = run.change().id,
                                                          .step = ended->step,
                                                          .ok = ended->ok,
                                                          .object_id = ended->object_id,
                                                          .detail = ended->detail},
                                             now))
        stop_starting(failed->what, now);
    } else if (const auto* waited = std::get_if<Waited>(&event)) {
      context_.observer.polled(run.change(), waited->message, waited->so_far, now);
    } else if (const auto* retried = std::get_if<Retried>(&event)) {
      context_.observer.retrying(run.change(), retried->error, retried->wait, now);
    } else if (const auto* drained = std::get_if<Drained>(&event)) {
      report_drained(run.change(), *drained, now);
    }
  }
}

void Applier::report_drained(const Change& change, const Drained& drained, Instant now) {
  const auto failed = journal_.write(AgentsDrained{.plan = context_.plan.id,
                                                   .change = change.id,
                                                   .machine = drained.machine,
                                                   .moved = drained.moved,
                                                   .cut_off = drained.cut_off,
                                                   .took = drained.took},
                                     now);
  if (failed) stop_starting(failed->what, now);
  context_.observer.noted(change, words_for(drained), now);
}

// A create that failed because of missing capacity, or whose machine never became ready and was destroyed, is
// tried with an alternative: the same change with the same id. No new attempt starts once the apply must
// stop.
bool Applier::fall_back(const ChangeRun& run, Instant now) {
  const auto* failed = std::get_if<Failed>(&run.outcome());
  const auto& planned = run.change();
  // A change that an earlier apply started is completed without an alternative: the next plan decides.
  if (context_.options.only_begun) return false;
  if (!failed || !stopped_.empty() || run.failed_because(FailureCause::rival) ||
      !std::holds_alternative<CreateMachine>(planned.effect))
    return false;
  const bool is_sold_out = failed->error.kind == ErrorKind::unavailable && !run.gave_up();
  if (!is_sold_out && !run.gave_up()) return false;

  const Change before = fallback_.as_tried(planned);
  const auto& spec = std::get<CreateMachine>(before.effect).spec;
  if (is_sold_out) remember_missing(spec.size, spec.region, now);
  const auto* next = is_sold_out ? fallback_.after_sold_out(planned) : fallback_.after_not_ready(planned);
  if (!next) return false;
  const auto why = is_sold_out ? std::nullopt : std::optional(failed->error.what);
  context_.observer.noted(planned, describe_fallback(before, *next, why), now);
  return !start_run(*next, {.began = run.started_at(), .destroyed = run.made_id()}, now);
}

void Applier::remember_missing(const SizeName& size, const Region& region, Instant now) {
  const auto known = capacity_shortage(missed_, now);
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const CapacityShortage& lack) {
    return lack.size == size && lack.region == region;
  });
  if (is_known) return;
  const CapacityMissing lack{size, region, missing_until(missed_, size, region, now)};
  if (const auto failed = journal_.write(lack, now)) return stop_starting(failed->what, now);
  missed_.push_back({.sequence = 0, .at = now, .fleet = context_.plan.fleet, .body = lack});
}

bool Applier::end_runs(Instant now) {
  bool any = false;
  for (auto next = runs_.begin(); next != runs_.end();) {
    auto& run = next->second;
    if (!run.ended()) {
      ++next;
      continue;
    }
    report_events(run, now);
    any = true;
    if (fall_back(run, now)) {
      ++next;
      continue;
    }
    const auto& change = run.change();
    const auto outcome = with_demand(change, run.outcome());
    react_to(run, now);
    if (run.failed_because(FailureCause::call_alone_denied)) denied_alone_.insert(change.id);
    const auto started = run.started_at();
    next = runs_.erase(next);
    if (const auto* succeeded = std::get_if<Succeeded>(&outcome))
      bind_object(resource_ids_, change, succeeded->object_id);
    // A started change that turned out to have no effect must not stay open.
    if (std::holds_alternative<Skipped>(outcome) && earlier_.open.count(change.id) > 0)
      write_end(change, outcome, now);
    end(change, outcome, started, now);
  }
  return any;
}

ApplyCounts Applier::counts() const {
  return {static_cast<int>(progress_.total()), static_cast<int>(progress_.ended()),
          static_cast<int>(runs_.size())};
}

ApplyReport Applier::close(Instant now) {
  auto report = progress_.report();
  report.interrupted = interrupted_;
  report.stopped_because = stopped_;
  for (std::size_t i = 0; i < report.changes.size(); ++i) {
    const auto& ended = report.changes[i];
    if (reported_.insert(ended.change).second)
      context_.observer.change_ended(context_.plan.changes[i], ended, counts(), now);
  }
  if (!context_.plan.changes.empty() && !journal_.broken()) {
    const auto failed =
        journal_.write(ApplyFinished{report.plan, report.count_done(), report.count_failed(),
                                     report.count_skipped(), report.count_unknown(), report.interrupted},
                       now);
    if (failed && report.stopped_because.empty()) report.stopped_because = failed->what;
  }
  // A full disk can break the journal while the last calls are in flight. It counts more than an
  // interruption.
  if (journal_.broken() && (report.stopped_because.empty() || report.interrupted)) {
    report.interrupted = false;
    report.stopped_because = "writing the journal: " + journal_.broken()->what;
  }
  context_.observer.apply_ended(report, now);
  return report;
}

}  // namespace muster
