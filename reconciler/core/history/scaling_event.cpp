#include "reconciler/core/history/scaling_event.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {

namespace {

/// Collects events while a journal is read from old to new.
class EventBuilder {
 public:
  explicit EventBuilder(const PlanReader& read_plan) : read_plan_(read_plan) {}

  void take(const JournalEntry& entry) {
    at_ = entry.at;
    sequence_ = entry.sequence;
    std::visit([&](const auto& body) { on(body); }, entry.body);
  }

  std::vector<ScalingEvent> finish() && {
    for (auto& event : events_) {
      if (event.outcome.empty()) event.outcome = "unfinished";
    }
    std::stable_sort(events_.begin(), events_.end(),
                     [](const ScalingEvent& a, const ScalingEvent& b) { return a.apply < b.apply; });
    return std::move(events_);
  }

 private:
  /// The downtime of a change's machine so far.
  struct Power {
    std::optional<Instant> down_since;
    Duration was_down{0};
    bool rises = false;  ///< Its present step switches the machine on.
  };
  /// One apply. Several may run side by side, so that their entries alternate.
  struct Apply {
    std::int64_t sequence = 0;
    Instant decided_at;
    std::string approved_by;
    std::map<ChangeId, Change> changes;
    std::map<ChangeId, std::size_t> running;
    std::map<ChangeId, Power> power;
  };

  void on(const ApplyStarted& started) {
    if (!started.plan_json.empty()) files_[started.plan] = started.plan_json;
    auto plan = read_plan_(files_[started.plan]);
    Apply apply{.sequence = sequence_,
                .decided_at = plan ? plan->made_at : at_,
                .approved_by = started.approved_by,
                .changes = {},
                .running = {},
                .power = {}};
    if (plan) {
      for (auto& change : plan->changes) {
        const auto id = change.id;
        apply.changes.emplace(id, std::move(change));
      }
    }
    applies_.insert_or_assign(started.plan, std::move(apply));
  }

  void on(const StepStarted& step) {
    auto& apply = applies_[step.plan];
    if (!apply.running.count(step.change)) open(apply, step.plan, step.change);
    auto& power = apply.power[step.change];
    if (step.kind == "shut_down" || step.kind == "power_off") {
      if (!power.down_since) power.down_since = at_;
    }
    power.rises = step.kind == "power_on";
  }

  void on(const StepFinished& step) {
    auto& power = applies_[step.plan].power[step.change];
    if (!step.ok || !power.rises || !power.down_since) return;
    power.was_down += at_ - *power.down_since;
    power.down_since.reset();
  }

  void on(const ChangeFinished& finished) {
    auto& apply = applies_[finished.plan];
    if (!apply.running.count(finished.change)) open(apply, finished.plan, finished.change);
    auto& event = events_[apply.running[finished.change]];
    event.address = finished.address;
    if (event.subject.empty()) event.subject = finished.address;
    event.outcome = finished.outcome;
    event.object_id = finished.object_id;
    event.detail = finished.detail;
    event.completed_at = at_;
    const auto& power = apply.power[finished.change];
    const bool stays_down = power.down_since && !goes_for_good(apply, finished.change);
    if (!stays_down) event.downtime = power.was_down;
  }

  void on(const AgentsDrained& drained) {
    const auto& running = applies_[drained.plan].running;
    const auto event = running.find(drained.change);
    if (event != running.end()) events_[event->second].agents_migrated = drained.moved;
  }

  void on(const OutcomeMeasured& measured) {
    // An apply may have been interrupted and continued: the newest event of the change was measured.
    for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
      if (event->change != measured.change || event->plan != measured.plan) continue;
      event->cpu_after = measured.cpu;
      return;
    }
  }

  /// The other kinds start and end no event.
  template <class Body>
  void on(const Body&) {}

  /// Whether the machine is turned off permanently: it is destroyed, or another one gets its slot.
  static bool goes_for_good(const Apply& apply, const ChangeId& id) {
    const auto found = apply.changes.find(id);
    return found != apply.changes.end() && (std::holds_alternative<DestroyMachine>(found->second.effect) ||
                                            std::holds_alternative<ReplaceMachine>(found->second.effect));
  }

  void open(Apply& apply, const PlanId& plan, const ChangeId& id) {
    ScalingEvent event;
    // A journal that was cut may lack the start of the apply.
    event.timestamp = apply.sequence == 0 ? at_ : apply.decided_at;
    event.apply = apply.sequence;
    event.plan = plan;
    event.change = id;
    event.approved_by = apply.approved_by;
    event.started_at = at_;
    if (const auto found = apply.changes.find(id); found != apply.changes.end()) {
      const auto& change = found->second;
      const auto reported = describe_change(change.effect);
      event.address = change.address;
      event.subject = reported.subject;
      event.trigger = change.because;
      event.action = reported.action;
      event.from = reported.from;
      event.to = reported.to;
      event.cost_increase = change.cost_after.monthly - change.cost_before.monthly;
      event.estimated_time = change.estimated_time;
    }
    apply.running[id] = events_.size();
    events_.push_back(std::move(event));
  }

  const PlanReader& read_plan_;
  std::int64_t sequence_ = 0;
  Instant at_;
  std::map<PlanId, std::string> files_;  ///< A resumed apply does not store its plan again.
  std::map<PlanId, Apply> applies_;
  std::vector<ScalingEvent> events_;
};

}  // namespace

std::vector<ScalingEvent> events_of(const std::vector<JournalEntry>& entries, const PlanReader& read_plan) {
  EventBuilder teller(read_plan);
  for (const auto& entry : entries) teller.take(entry);
  return std::move(teller).finish();
}

std::vector<ScalingEvent> newest_applies(std::vector<ScalingEvent> events, int count) {
  std::set<std::int64_t, std::greater<>> applies;
  for (const auto& event : events) applies.insert(event.apply);
  if (static_cast<int>(applies.size()) <= count) return events;
  const auto newest = std::next(applies.begin(), std::max(count, 0));
  std::erase_if(events, [&](const ScalingEvent& event) { return event.apply <= *newest; });
  return events;
}

}  // namespace muster
