#include "reconciler/cli/scaling_event.hpp"

#include <map>

#include "reconciler/cli/views/change_words.hpp"

namespace muster {

namespace {

/// Collects events while a journal is read from old to new.
class Teller {
 public:
  explicit Teller(const PlanReader& read_plan) : read_plan_(read_plan) {}

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
    auto plan = read_plan_(started.plan_json);
    decided_at_ = plan ? plan->made_at : at_;
    if (!plan) return;
    for (auto& change : plan->changes) {
      const auto id = change.id;
      changes_.emplace(id, std::move(change));
    }
  }

  void on(const StepStarted& step) {
    if (!running_.count(step.change)) open(step.plan, step.change);
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
  }

  /// The others open and end no event.
  template <class Body>
  void on(const Body&) {}

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
      const auto told = words_of(change.effect);
      event.address = change.address;
      event.subject = told.subject;
      event.trigger = change.because;
      event.action = told.action;
      event.from = told.from;
      event.to = told.to;
      event.cost_increase = change.cost_after.monthly - change.cost_before.monthly;
      event.estimated_time = change.estimated_time;
    }
    running_[id] = events_.size();
    events_.push_back(std::move(event));
  }

  const PlanReader& read_plan_;
  std::int64_t apply_ = 0;
  Instant at_;
  Instant decided_at_;
  std::string approved_by_;
  std::map<ChangeId, Change> changes_;
  std::map<ChangeId, std::size_t> running_;
  std::vector<ScalingEvent> events_;
};

}  // namespace

std::vector<ScalingEvent> events_of(const std::vector<JournalEntry>& entries, const PlanReader& read_plan) {
  Teller teller(read_plan);
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
