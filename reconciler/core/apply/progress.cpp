#include "reconciler/core/apply/progress.hpp"

#include <utility>

namespace muster {
namespace {

/// A firewall waits for the load balancers that it lets in. Without them it is more closed, not less: its
/// machines must not stay away because of them.
bool can_do_without(const Change& later, const Change& earlier) {
  return std::holds_alternative<CreateFirewall>(later.effect) &&
         std::holds_alternative<CreateBalancer>(earlier.effect);
}

}  // namespace

Progress::Progress(const Plan& plan)
    : plan_(&plan), waits_for_(plan.changes.size(), 0), blocks_(plan.changes.size()) {
  for (std::size_t i = 0; i < plan.changes.size(); ++i) index_.emplace(plan.changes[i].id, i);
  for (std::size_t i = 0; i < plan.changes.size(); ++i) {
    for (const auto& before : plan.changes[i].after) {
      const auto found = index_.find(before);
      // A change that is not in this plan, or is the change itself, is no predecessor.
      if (found == index_.end() || found->second == i) continue;
      blocks_[found->second].push_back(i);
      ++waits_for_[i];
    }
    if (waits_for_[i] == 0) ready_.insert(i);
  }
}

std::vector<const Change*> Progress::take_ready() {
  std::vector<const Change*> taken;
  if (stopped_) return taken;
  for (const auto index : ready_) taken.push_back(&plan_->changes[index]);
  running_.merge(ready_);
  ready_.clear();
  return taken;
}

void Progress::record(const ChangeId& change, Outcome outcome, Instant started, Instant finished) {
  const auto found = index_.find(change);
  if (found == index_.end() || reports_.count(found->second)) return;
  const auto index = found->second;
  running_.erase(index);
  ready_.erase(index);

  const bool done = std::holds_alternative<Succeeded>(outcome);
  // The cause is the change that failed, not the skipped one in between.
  const auto* skipped = std::get_if<Skipped>(&outcome);
  const ChangeId root = skipped && !skipped->because_of.empty() ? skipped->because_of : change;
  const std::string reason =
      skipped ? skipped->reason : plan_->changes[index].address + " ended " + to_string(outcome);
  reports_.emplace(index, ChangeReport{.change = change,
                                       .address = plan_->changes[index].address,
                                       .outcome = std::move(outcome),
                                       .started_at = started,
                                       .finished_at = finished});
  for (const auto next : blocks_[index]) {
    if (reports_.count(next)) continue;
    if (done || can_do_without(plan_->changes[next], plan_->changes[index])) {
      predecessor_ended(next, finished);
    } else {
      skip(next, root, reason, finished);
    }
  }
}

void Progress::predecessor_ended(std::size_t index, Instant at) {
  if (--waits_for_[index] > 0) return;
  if (stopped_) return skip(index, {}, stop_reason_, at);
  ready_.insert(index);
}

void Progress::stop_starting(const std::string& reason, Instant at) {
  if (stopped_) return;
  stopped_ = true;
  stop_reason_ = reason;
  const auto waiting = std::exchange(ready_, {});
  for (const auto index : waiting) skip(index, {}, reason, at);
}

void Progress::skip(std::size_t index, const ChangeId& because_of, const std::string& reason, Instant at) {
  // An explicit stack: chains of thousands of changes must not end in a stack overflow.
  std::vector<std::size_t> open = {index};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    if (reports_.count(next)) continue;
    const auto& change = plan_->changes[next];
    ready_.erase(next);
    reports_.emplace(next, ChangeReport{.change = change.id,
                                        .address = change.address,
                                        .outcome = Skipped{because_of, reason},
                                        .started_at = at,
                                        .finished_at = at});
    for (const auto blocked : blocks_[next]) {
      if (reports_.count(blocked)) continue;
      if (can_do_without(plan_->changes[blocked], change)) {
        predecessor_ended(blocked, at);
      } else {
        open.push_back(blocked);
      }
    }
  }
}

bool Progress::finished() const {
  return reports_.size() == plan_->changes.size();
}

ApplyReport Progress::report() const {
  ApplyReport report;
  report.plan = plan_->id;
  report.changes.reserve(reports_.size());
  for (const auto& [index, change] : reports_) report.changes.push_back(change);
  report.stopped_because = stop_reason_;
  return report;
}

}  // namespace muster
