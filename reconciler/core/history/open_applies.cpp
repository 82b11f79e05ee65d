#include "reconciler/core/history/open_applies.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Reads a journal from old to new.
class Reader {
 public:
  void take(const JournalEntry& entry) {
    at_ = entry.at;
    std::visit([&](const auto& body) { on(body); }, entry.body);
  }

  std::vector<OpenApply> finish() && {
    std::erase_if(open_, [](const OpenApply& apply) { return apply.ended && apply.changes.empty(); });
    return std::move(open_);
  }

 private:
  OpenApply* find(const PlanId& plan) {
    const auto found = std::find_if(open_.begin(), open_.end(),
                                    [&](const OpenApply& apply) { return apply.started.plan == plan; });
    return found == open_.end() ? nullptr : &*found;
  }

  void on(const ApplyStarted& started) {
    OpenApply apply{.started = started, .at = at_, .changes = {}, .ended = false};
    if (auto* before = find(started.plan)) {
      // Resumed: its open changes are still open.
      apply.changes = std::move(before->changes);
      if (apply.started.plan_json.empty()) apply.started.plan_json = std::move(before->started.plan_json);
      open_.erase(open_.begin() + (before - open_.data()));
    }
    open_.push_back(std::move(apply));
  }
  void on(const StepStarted& step) {
    if (auto* apply = find(step.plan)) apply->changes.insert(step.change);
  }
  void on(const ChangeFinished& ended) {
    auto* apply = find(ended.plan);
    if (apply && ended.outcome != "unknown") apply->changes.erase(ended.change);
  }
  void on(const ApplyFinished& ended) {
    if (auto* apply = find(ended.plan)) apply->ended = true;
  }
  template <class Other>
  void on(const Other&) {}

  Instant at_;
  std::vector<OpenApply> open_;
};

}  // namespace

std::vector<OpenApply> open_applies(const std::vector<JournalEntry>& entries, const FleetName& fleet) {
  Reader reader;
  for (const auto& entry : entries) {
    if (entry.fleet == fleet) reader.take(entry);
  }
  return std::move(reader).finish();
}

Plan begun_part(const Plan& plan, const std::set<ChangeId>& open) {
  auto part = plan;
  std::erase_if(part.changes, [&](const Change& change) { return open.count(change.id) == 0; });
  return part;
}

}  // namespace muster
