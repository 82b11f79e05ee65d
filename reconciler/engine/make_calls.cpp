#include <algorithm>
#include <tuple>
#include <vector>

#include "reconciler/engine/applier.hpp"

namespace muster {
namespace {

bool comes_before(const ChangeRun* a, const ChangeRun* b) {
  return std::tuple(a->due(), a->change().id) < std::tuple(b->due(), b->change().id);
}

std::size_t at_least_one(int bound) {
  return static_cast<std::size_t>(std::max(1, bound));
}

}  // namespace

bool Applier::make_calls(Instant now) {
  const bool effects = make_effects(now);
  return make_looks(now) || effects;
}

bool Applier::make_effects(Instant now) {
  const auto most = at_least_one(context_.options.max_calls);
  std::vector<ChangeRun*> due;
  for (auto& [id, run] : runs_) {
    if (run.waits_to_call() && run.due_is_effect() && run.due() <= now) due.push_back(&run);
  }
  std::sort(due.begin(), due.end(), comes_before);
  bool made = false;
  effects_wait_ = false;
  for (auto* run : due) {
    effects_wait_ = effects_in_flight_ >= most;
    if (effects_wait_) break;
    make_call(*run, now);
    made = true;
  }
  return made;
}

// Where calls are scarce, two hundred machines that boot must not keep the two hundred and first from being
// ordered. Looks go in rounds: a provider answers many that wait side by side out of one listing. So whoever
// will be due soon comes along, and the more there are, the longer it is until the next round; for a few it
// is no wait at all.
bool Applier::make_looks(Instant now) {
  const auto most = at_least_one(context_.options.max_looks);
  if (effects_wait_ || now < next_looks_ || looks_in_flight_ >= most) return false;
  std::vector<ChangeRun*> waiting;
  bool any_due = false;
  for (auto& [id, run] : runs_) {
    if (!run.waits_to_call() || run.due_is_effect() || !run.may_look(now)) continue;
    any_due = any_due || run.due() <= now;
    waiting.push_back(&run);
  }
  if (!any_due) return false;
  std::sort(waiting.begin(), waiting.end(), comes_before);
  waiting.resize(std::min(waiting.size(), most - looks_in_flight_));
  for (auto* run : waiting) make_call(*run, now);
  next_looks_ = now + context_.options.look_spacing * static_cast<int>(waiting.size());
  return true;
}

void Applier::make_call(ChangeRun& run, Instant now) {
  const auto call = run.take_call();
  if (call.effect) {
    if (const auto refused = announce(run, call, now)) return run.refused(*refused, now);
  }
  const auto ticket = next_ticket_++;
  tickets_.emplace(ticket, Asked{run.change().id, call.effect});
  ++(call.effect ? effects_in_flight_ : looks_in_flight_);
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
  const auto asked = ticket->second;
  tickets_.erase(ticket);
  --(asked.effect ? effects_in_flight_ : looks_in_flight_);
  const auto run = runs_.find(asked.change);
  if (run == runs_.end()) return;
  run->second.answered(completion.reply, now);
  tell_events(run->second, now);
}

Instant Applier::next_due() const {
  auto next = Instant::max();
  const bool room_for_effects = effects_in_flight_ < at_least_one(context_.options.max_calls);
  const bool room_for_looks = !effects_wait_ && looks_in_flight_ < at_least_one(context_.options.max_looks);
  for (const auto& [id, run] : runs_) {
    if (!run.waits_to_call()) continue;
    if (run.due_is_effect() && room_for_effects) next = std::min(next, run.due());
    if (!run.due_is_effect() && room_for_looks) next = std::min(next, std::max(run.due(), next_looks_));
  }
  return next;
}

}  // namespace muster
