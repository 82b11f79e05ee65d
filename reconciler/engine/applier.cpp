#include "reconciler/engine/applier.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "reconciler/core/apply/standing.hpp"

namespace muster {
namespace {

/// Whether the change takes something out of an account's quota.
bool creates(const Change& change) {
  return change.action == Action::create || change.action == Action::replace;
}

Route route_of(const ApplyContext& in, const Change& change, const Bindings& bindings,
               std::vector<Step> steps) {
  Route route{std::move(steps), {}};
  for (std::size_t i = 0; i < route.steps.size(); ++i) {
    route.back.push_back(
        steps_back(in.plan.fleet, change, bindings, in.provider.capabilities(), static_cast<int>(i)));
  }
  return route;
}

std::string refusal(const Standing& moved) {
  return "somebody changed it since the plan was made: planned " + moved.planned + ", then " + moved.then +
         ", now " + moved.now;
}

const Error* error_of(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) return &failed->error;
  if (const auto* unknown = std::get_if<Unknown>(&outcome)) return &unknown->error;
  return nullptr;
}

std::string detail_of(const Outcome& outcome) {
  if (const auto* error = error_of(outcome)) return error->what;
  if (const auto* skipped = std::get_if<Skipped>(&outcome)) return skipped->reason;
  return std::get<Succeeded>(outcome).was_already_so ? "was already so" : "";
}

std::string object_of(const Outcome& outcome) {
  const auto* succeeded = std::get_if<Succeeded>(&outcome);
  return succeeded ? succeeded->object_id : "";
}

}  // namespace

Applier::Applier(const ApplyContext& context, Instant now)
    : context_(context),
      progress_(context.plan),
      journal_(context.store, context.plan.fleet,
               context.options.leadership ? context.options.leadership->token() : kNoLease),
      bindings_(bindings_of(context.actual)) {
  context_.observer.apply_started(context_.plan, now);
  if (context_.plan.changes.empty()) return;
  if (auto* lead = context_.options.leadership) lead->work_on(context_.plan.id, "begins");
  const auto entries = context_.store.entries_from(now - std::chrono::hours(24 * 7));
  if (!entries) {
    stop_starting("reading the journal: " + entries.error().what, now);
    return;
  }
  earlier_ = earlier_applies(*entries, context_.plan.id);
  const auto& options = context_.options;
  if (const auto failed = journal_.write(
          ApplyStarted{context_.plan.id, context_.plan.fleet, options.approved_by, options.plan_json}, now))
    stop_starting(failed->what, now);
}

void Applier::step(Instant now) {
  heed_interrupt(now);
  heed_lease(now);
  // What ends makes room and makes others ready: go round until nothing moves.
  bool moved = true;
  while (moved) {
    begin_ready(now);
    moved = make_calls(now);
    moved = end_runs(now) || moved;
  }
}

void Applier::heed_interrupt(Instant now) {
  const auto level =
      context_.options.interrupt ? context_.options.interrupt->level() : Interrupt::Level::none;
  if (level == Interrupt::Level::none) return;
  interrupted_ = true;
  stop_starting("it was interrupted", now);
  if (level == Interrupt::Level::stop_at_once) stop_at_once("it was interrupted", now);
}

void Applier::heed_lease(Instant now) {
  if (!context_.options.leadership) return;
  const auto lost = context_.options.leadership->step();
  const bool fenced = journal_.broken() && journal_.broken()->kind == ErrorKind::fenced;
  if (lost || fenced) stop_at_once(lost ? lost->what : journal_.broken()->what, now);
}

void Applier::stop_at_once(const std::string& reason, Instant now) {
  stop_starting(reason, now);
  for (auto& [id, run] : runs_) run.stop(reason);
  tickets_.clear();
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
      more = true;  // One that is over at once may have made others ready.
    }
  }
}

void Applier::begin(const Change& change, Instant now) {
  const auto standing = standing_of(change, context_.actual);
  // What an earlier apply left open may look done and lack its last call.
  const bool open = earlier_.open.count(change.id) > 0;
  if (standing.state == Standing::State::at_target && !open)
    return end(change, Succeeded{standing.object_id, true}, now, now);
  if (standing.state == Standing::State::moved)
    return end(change, Failed{{ErrorKind::conflict, refusal(standing)}}, now, now);
  if (no_creates_ && creates(change)) return end(change, *no_creates_, now, now);

  const bool look_before = standing.state == Standing::State::begun || earlier_.touched.count(change.id) > 0;
  if (look_before) restore_belongings(change);
  auto steps = steps_of(context_.plan.fleet, change, bindings_, context_.provider.capabilities());
  if (!steps) return end(change, Failed{steps.error()}, now, now);
  auto route = route_of(context_, change, bindings_, *std::move(steps));
  runs_.emplace(change.id, ChangeRun(change, std::move(route), look_before, context_.options, now));
  context_.observer.change_started(change, tally(), now);
}

bool Applier::make_calls(Instant now) {
  const auto most = static_cast<std::size_t>(std::max(1, context_.options.max_calls));
  if (tickets_.size() >= most) return false;
  std::vector<ChangeRun*> due;
  for (auto& [id, run] : runs_) {
    if (!run.in_flight() && !run.ended() && run.due() <= now) due.push_back(&run);
  }
  // Where calls are scarce, two hundred machines that boot must not keep the two hundred and first from being
  // ordered; and each of them has its turn to be looked at.
  std::sort(due.begin(), due.end(), [](const ChangeRun* a, const ChangeRun* b) {
    return std::tuple(!a->due_is_effect(), a->due(), a->change().id) <
           std::tuple(!b->due_is_effect(), b->due(), b->change().id);
  });
  bool made = false;
  for (auto* run : due) {
    if (tickets_.size() >= most) break;
    make_call(*run, now);
    made = true;
  }
  return made;
}

void Applier::make_call(ChangeRun& run, Instant now) {
  const auto call = run.take_call();
  if (call.effect) {
    if (const auto refused = announce(run, call, now)) return run.refused(*refused, now);
  }
  const auto ticket = next_ticket_++;
  tickets_.emplace(ticket, run.change().id);
  context_.provider.start(ticket, call.operation);
}

/// Puts a call's intent on record; the error when it may not be made.
std::optional<Error> Applier::announce(const ChangeRun& run, const NextCall& call, Instant now) {
  auto* lead = context_.options.leadership;
  if (lead) lead->work_on(context_.plan.id, describe(call.operation));
  context_.observer.step_started(run.change(), call.says, now);
  const auto failed = journal_.write(StepStarted{context_.plan.id, run.change().id, call.step,
                                                 kind_of(call.operation), describe(call.operation)},
                                     now);
  // No effect without its intent on record; except that a machine is not left off for want of a journal.
  if (failed && (!call.way_back || failed->kind == ErrorKind::fenced)) return failed;
  // Writing took time, and this process may have been stopped in the middle of it.
  if (!lead || !lead->refusal()) return std::nullopt;
  if (auto lost = lead->step()) return lost;
  return lead->refusal();
}

void Applier::answer(const Completion& completion, Instant now) {
  const auto ticket = tickets_.find(completion.ticket);
  if (ticket == tickets_.end()) return;
  const auto run = runs_.find(ticket->second);
  tickets_.erase(ticket);
  if (run == runs_.end()) return;
  run->second.answered(completion.reply, now);
  tell_events(run->second, now);
}

void Applier::tell_events(ChangeRun& run, Instant now) {
  for (const auto& event : run.take_events()) {
    if (const auto* ended = std::get_if<StepEnded>(&event)) {
      if (const auto failed = journal_.write(StepFinished{context_.plan.id, run.change().id, ended->step,
                                                          ended->ok, ended->object_id, ended->detail},
                                             now))
        stop_starting(failed->what, now);
    } else if (const auto* waited = std::get_if<Waited>(&event)) {
      context_.observer.polled(run.change(), waited->says, waited->so_far, now);
    } else if (const auto* retried = std::get_if<Retried>(&event)) {
      context_.observer.retrying(run.change(), retried->error, retried->wait, now);
    }
  }
}

bool Applier::end_runs(Instant now) {
  bool any = false;
  for (auto next = runs_.begin(); next != runs_.end();) {
    auto& run = next->second;
    if (!run.ended()) {
      ++next;
      continue;
    }
    tell_events(run, now);
    const auto outcome = run.outcome();
    const auto& change = run.change();
    const auto started = run.started_at();
    next = runs_.erase(next);
    if (const auto* succeeded = std::get_if<Succeeded>(&outcome)) bind(change, succeeded->object_id);
    end(change, outcome, started, now);
    any = true;
  }
  return any;
}

void Applier::end(const Change& change, const Outcome& outcome, Instant started, Instant now) {
  if (!std::holds_alternative<Skipped>(outcome)) {
    const auto failed = journal_.write(
        ChangeFinished{context_.plan.id, change.id, change.address, to_string(outcome), object_of(outcome),
                       detail_of(outcome), remember(change, context_.plan.made_at, now)},
        now);
    if (failed) stop_starting(failed->what, now);
  }
  progress_.record(change.id, outcome, started, now);
  told_.insert(change.id);
  context_.observer.change_ended(change, {change.id, change.address, outcome, started, now}, tally(), now);
  if (const auto* error = error_of(outcome)) react_to(change, *error, now);
}

void Applier::react_to(const Change& change, const Error& error, Instant now) {
  if (error.kind == ErrorKind::denied) stop_starting("the cloud denied access: " + error.what, now);
  if (error.kind == ErrorKind::io && journal_.broken()) stop_starting(error.what, now);
  if (error.kind == ErrorKind::quota && !no_creates_)
    no_creates_ = Skipped{change.id, "the account's limit is reached: " + error.what};
}

ApplyTally Applier::tally() const {
  return {static_cast<int>(progress_.total()), static_cast<int>(progress_.ended()),
          static_cast<int>(runs_.size())};
}

Instant Applier::next_due() const {
  auto next = Instant::max();
  const bool room = tickets_.size() < static_cast<std::size_t>(std::max(1, context_.options.max_calls));
  for (const auto& [id, run] : runs_) {
    if (!run.in_flight() && !run.ended() && room) next = std::min(next, run.due());
  }
  return next;
}

ApplyReport Applier::close(Instant now) {
  auto report = progress_.report();
  report.interrupted = interrupted_;
  report.stopped_because = stopped_;
  for (std::size_t i = 0; i < report.changes.size(); ++i) {
    const auto& ended = report.changes[i];
    if (told_.insert(ended.change).second)
      context_.observer.change_ended(context_.plan.changes[i], ended, tally(), now);
  }
  if (!context_.plan.changes.empty() && !journal_.broken()) {
    const auto failed =
        journal_.write(ApplyFinished{report.plan, report.count_done(), report.count_failed(),
                                     report.count_skipped(), report.count_unknown(), report.interrupted},
                       now);
    if (failed && report.stopped_because.empty()) report.stopped_because = failed->what;
  }
  context_.observer.apply_ended(report, now);
  return report;
}

}  // namespace muster
