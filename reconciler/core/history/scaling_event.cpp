#include "reconciler/core/history/scaling_event.hpp"

#include <map>

#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {

namespace {

/// Collects events while a journal is read from old to new.
class EventBuilder {
 public:
  explicit EventBuilder(const PlanReader& read_plan) : read_plan_(read_plan) {}

  void take(const JournalEntry& entry) {
    at_ = entry.at;
    if (std::holds_alternative<ApplyStarted>(entry.body)) apply_ = entry.sequence;
    std::visit([&](const auto& body) { on(body); }, entry.body);
  }

  std::vector<ScalingEvent> finish() && {
    for (auto& event : events_) {
      if (event.outcome.empty()) event.outcome = "unfinished";
    }
    return std::move(events_);
  }

 private:
  void on(const ApplyStarted& started) {
    approved_by_ = started.approved_by;
    changes_.clear();
    running_.clear();
    power_.clear();
    if (!started.plan_json.empty()) files_[started.plan] = started.plan_json;
    auto plan = read_plan_(files_[started.plan]);
    decided_at_ = plan ? plan->made_at : at_;
    if (!plan) return;
    for (auto& change : plan->changes) {
      const auto id = change.id;
      changes_.emplace(id, std::move(change));
    }
  }

  void on(const StepStarted& step) {
    if (!running_.count(step.change)) open(step.plan, step.change);
    auto& power = power_[step.change];
    if (step.kind == "shut_down" || step.kind == "power_off") {
      if (!power.down_since) power.down_since = at_;
    }
    power.rises = step.kind == "power_on";
  }

  void on(const StepFinished& step) {
    auto& power = power_[step.change];
    if (!step.ok || !power.rises || !power.down_since) return;
    power.was_down += at_ - *power.down_since;
    power.down_since.reset();
  }

  void on(const ChangeFinished& finished) {
    if (!running_.count(finished.change)) open(finished.plan, finished.change);
    auto& event = events_[running_[finished.change]];
    event.address = finished.address;
    if (event.subject.empty()) event.subject = finished.address;
    event.outcome = finished.outcome;
    event.object_id = finished.object_id;
    event.detail = finished.detail;
    event.completed_at = at_;
    const auto& power = power_[finished.change];
    const bool stays_down = power.down_since && !goes_for_good(finished.change);
    if (!stays_down) event.downtime = power.was_down;
  }

  void on(const AgentsDrained& drained) {
    const auto running = running_.find(drained.change);
    if (running != running_.end()) events_[running->second].agents_migrated = drained.moved;
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
  bool goes_for_good(const ChangeId& id) const {
    const auto found = changes_.find(id);
    return found != changes_.end() && (std::holds_alternative<DestroyMachine>(found->second.effect) ||
                                       std::holds_alternative<ReplaceMachine>(found->second.effect));
  }

  void open(const PlanId& plan, const ChangeId& id) {
    ScalingEvent event;
    event.timestamp = decided_at_;
    event.apply = apply_;
    event.plan = plan;
    event.change = id;
    event.approved_by = approved_by_;
    event.started_at = at_;
    if (const auto found = changes_.find(id); found != changes_.end()) {
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
    running_[id] = events_.size();
    events_.push_back(std::move(event));
  }

  /// The downtime of a change's machine so far.
  struct Power {
    std::optional<Instant> down_since;
    Duration was_down{0};
    bool rises = false;  ///< Its present step switches the machine on.
  };

  const PlanReader& read_plan_;
  std::int64_t apply_ = 0;
  Instant at_;
  Instant decided_at_;
  std::string approved_by_;
  std::map<PlanId, std::string> files_;  ///< A resumed apply does not store its plan again.
  std::map<ChangeId, Change> changes_;
  std::map<ChangeId, std::size_t> running_;
  std::map<ChangeId, Power> power_;
  std::vector<ScalingEvent> events_;
};

}  // namespace

std::vector<ScalingEvent> events_of(const std::vector<JournalEntry>& entries, const PlanReader& read_plan) {
  EventBuilder teller(read_plan);
  for (const auto& entry : entries) teller.take(entry);
  return std::move(teller).finish();
}

std::vector<ScalingEvent> newest_applies(std::vector<ScalingEvent> events, int count) {
  auto from = events.end();
  std::int64_t apply = -1;
  while (from != events.begin()) {
    const auto before = std::prev(from);
    if (before->apply != apply && count-- == 0) break;
    apply = before->apply;
    from = before;
  }
  events.erase(events.begin(), from);
  return events;
}

}  // namespace muster
