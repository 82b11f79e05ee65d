#include "reconciler/engine/loop/reconciler.hpp"

#include <algorithm>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/history/recent_changes.hpp"

namespace muster {

Reconciler::Reconciler(ReconcilerDeps deps, LoopOptions terms)
    : deps_(deps), terms_(std::move(terms)), random_(terms_.seed * 2 + 1) {}

Reconciler::~Reconciler() {
  // Appliers refer to the leadership.
  running_.clear();
  deps_.env.gate.led_by(nullptr);
}

void Reconciler::stop() {
  stopping_ = true;
  for (auto& apply : running_) apply->interrupt();
}

bool Reconciler::calls_in_flight() const {
  return std::any_of(running_.begin(), running_.end(),
                     [](const auto& apply) { return apply->calls_in_flight(); });
}

Instant Reconciler::next_due() const {
  auto due = stopping_ ? Instant::max() : next_round();
  for (const auto& apply : running_) due = std::min(due, apply->next_due());
  return due;
}

Instant Reconciler::next_round() const {
  return deps_.clock.now() + (next_round_ - deps_.clock.uptime());
}

/// Wall-clock times that are the end of a length move with the clock.
void Reconciler::check_clock() {
  const auto by = wall_.moved(deps_.clock);
  if (by == Duration{0}) return;
  clock_set_ += by;
  change_backoff_.clock_set(by);
  next_clearing_ += by;
  for (auto& apply : running_) apply->clock_set(by);
}

void Reconciler::answer(const std::vector<Completion>& completions, Instant now) {
  check_clock();
  for (const auto& completion : completions) {
    for (auto& apply : running_)
      if (apply->asked(completion.ticket)) apply->answer(completion, now);
  }
}

void Reconciler::step(Instant now) {
  check_clock();
  // The next round reports the loss of the lease; applies check it themselves.
  if (leadership_) (void)leadership_->step();
  move_applies(now);
  if (!stopping_ && round_is_due()) round(now);
  if (finished() && !ended_.empty()) report_last_round(now);
}

void Reconciler::move_applies(Instant now) {
  for (auto& apply : running_) apply->step(now);
  for (auto it = running_.begin(); it != running_.end();) {
    if (!(*it)->finished()) {
      ++it;
      continue;
    }
    auto over = (*it)->close(now);
    it = running_.erase(it);
    change_backoff_.record(over.report, now);
    recover_due_ = recover_due_ || over.report.count_unknown() > 0 || !over.report.stopped_because.empty();
    if (declared_) deps_.env.documents.apply_ended(leadership_ ? leadership_->token() : kNoLease);
    // Its changes may require more, and should not wait; a failure should.
    if (over.report.all_done() || over.report.interrupted)
      next_round_ = std::min(next_round_, deps_.clock.uptime());
    ended_.push_back(std::move(over));
  }
}

/// The newest revision in git has priority over the revision of a running apply.
void Reconciler::give_way(Instant now) {
  for (auto& apply : running_) {
    const auto shown = apply->shown();
    if (shown.recovery || apply->declared() == applied_.declared) continue;
    const bool stalled = now - shown.moved_at >= terms_.stalled_after;
    if (!apply->interrupted() || (stalled && !apply->stopping_at_once())) apply->interrupt();
  }
}

void Reconciler::schedule(Duration began) {
  // xorshift64: the jitter must be uneven, not unpredictable.
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  const auto most = terms_.interval * terms_.jitter_percent / 100;
  const auto span = 2 * most.count() + 1;
  const auto offset = static_cast<std::int64_t>(random_ % static_cast<std::uint64_t>(span)) - most.count();
  next_round_ = began + terms_.interval + Duration(offset);
}

ActiveChanges Reconciler::under_way() const {
  ActiveChanges all;
  for (const auto& apply : running_) all.add(apply->open_changes());
  return all;
}

std::vector<RecentChange> Reconciler::changes_under_way(Instant now) const {
  std::vector<RecentChange> all;
  for (const auto& apply : running_) {
    for (const auto* change : apply->open_changes())
      all.push_back(remember(*change, apply->plan().made_at, now));
  }
  return all;
}

InFlightChanges Reconciler::in_flight(Instant now) const {
  InFlightChanges all;
  for (const auto& apply : running_) {
    for (const auto& [change, moved_at] : apply->begun_changes()) {
      const bool stalled = now - moved_at >= terms_.stalled_after;
      std::visit(Overloaded{[&](const CreateMachine& effect) {
                              // The apply itself gives up on a machine that does not become ready.
                              all[effect.slot] = {effect.spec.size, false};
                            },
                            [&](const ResizeMachine& effect) {
                              all[effect.slot] = {effect.to, stalled};
                            },
                            [&](const ReplaceMachine& effect) {
                              all[effect.slot] = {effect.to.size, stalled};
                            },
                            [&](const DestroyMachine& effect) {
                              all[effect.slot] = {std::nullopt, stalled};
                            },
                            [](const auto&) {}},
                 change->effect);
    }
  }
  return all;
}

void run_loop(Reconciler& loop, Provider& provider, Clock& clock,
              const std::function<void(Reconciler&)>& check_requests) {
  constexpr Duration kLookUp = std::chrono::milliseconds(200);
  while (true) {
    check_requests(loop);
    loop.step(clock.now());
    if (loop.finished()) return;
    const auto now = clock.now();
    const auto until = std::clamp(loop.next_due(), now, now + kLookUp);
    if (loop.calls_in_flight()) {
      const auto completions = provider.wait(until - now);
      loop.answer(completions, clock.now());
    } else {
      clock.wait_until(until);
    }
  }
}

}  // namespace muster
