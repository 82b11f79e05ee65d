#include "reconciler/engine/apply/call_maker.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace muster {
namespace {

bool comes_before(const ChangeRun* a, const ChangeRun* b) {
  return std::tuple(a->due(), a->change().id) < std::tuple(b->due(), b->change().id);
}

std::size_t at_least_one(int bound) {
  return static_cast<std::size_t>(std::max(1, bound));
}

}  // namespace

bool CallMaker::make_calls(Runs& runs, Instant now, const RecordIntent& record_intent) {
  const bool effects = make_effects(runs, now, record_intent);
  return make_looks(runs, now, record_intent) || effects;
}

bool CallMaker::make_effects(Runs& runs, Instant now, const RecordIntent& record_intent) {
  const auto most = at_least_one(options_.max_calls);
  std::vector<ChangeRun*> due;
  for (auto& [id, run] : runs) {
    if (run.waits_to_call() && run.due_is_effect() && run.due() <= now) due.push_back(&run);
  }
  std::sort(due.begin(), due.end(), comes_before);
  bool made = false;
  effects_wait_ = false;
  for (auto* run : due) {
    effects_wait_ = effects_in_flight_ >= most;
    if (effects_wait_) break;
    make_call(*run, now, record_intent);
    made = true;
  }
  return made;
}

// If calls are scarce, two hundred booting machines must not delay the next order. Polls run in rounds,
// because a provider answers many waiting ones with one listing. So polls that are due soon join a round, and
// the more there are, the longer is the time to the next round; for a few there is no wait.
bool CallMaker::make_looks(Runs& runs, Instant now, const RecordIntent& record_intent) {
  const auto most = at_least_one(options_.max_looks);
  if (effects_wait_ || now < next_looks_ || looks_in_flight_ >= most) return false;
  std::vector<ChangeRun*> waiting;
  bool any_due = false;
  for (auto& [id, run] : runs) {
    if (!run.waits_to_call() || run.due_is_effect() || !run.may_look(now)) continue;
    any_due = any_due || run.due() <= now;
    waiting.push_back(&run);
  }
  if (!any_due) return false;
  std::sort(waiting.begin(), waiting.end(), comes_before);
  waiting.resize(std::min(waiting.size(), most - looks_in_flight_));
  for (auto* run : waiting) make_call(*run, now, record_intent);
  next_looks_ = now + options_.look_spacing * static_cast<int>(waiting.size());
  return true;
}

void CallMaker::make_call(ChangeRun& run, Instant now, const RecordIntent& record_intent) {
  const auto call = run.take_call();
  if (call.effect) {
    if (const auto refused = record_intent(run, call)) return run.refused(*refused, now);
  }
  const auto ticket = next_ticket_++;
  tickets_.emplace(ticket, Asked{run.change().id, call.effect});
  ++(call.effect ? effects_in_flight_ : looks_in_flight_);
  provider_.start(ticket, call.operation);
}

std::optional<ChangeId> CallMaker::ended(Ticket ticket) {
  const auto found = tickets_.find(ticket);
  if (found == tickets_.end()) return std::nullopt;
  const auto asked = found->second;
  tickets_.erase(found);
  --(asked.effect ? effects_in_flight_ : looks_in_flight_);
  return asked.change;
}

void CallMaker::forget_all() {
  tickets_.clear();
  effects_in_flight_ = looks_in_flight_ = 0;
}

Instant CallMaker::next_due(const Runs& runs) const {
  auto next = Instant::max();
  const bool room_for_effects = effects_in_flight_ < at_least_one(options_.max_calls);
  const bool room_for_looks = !effects_wait_ && looks_in_flight_ < at_least_one(options_.max_looks);
  for (const auto& [id, run] : runs) {
    if (!run.waits_to_call()) continue;
    if (run.due_is_effect() && room_for_effects) next = std::min(next, run.due());
    if (!run.due_is_effect() && room_for_looks) next = std::min(next, std::max(run.due(), next_looks_));
  }
  return next;
}

}  // namespace muster
