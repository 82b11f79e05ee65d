#include "reconciler/core/simulate/replay/recorded_fleet.hpp"

#include <algorithm>

namespace muster {

RecordedSizes::RecordedSizes(const ActualState& today, const std::vector<ScalingEvent>& events) {
  for (const auto& [slot, machine] : today.machines) today_[slot] = machine.size;
  for (const auto& event : events) {
    const auto slot = parse_slot(event.subject);
    if (!slot || event.outcome != "done" || !event.completed_at) continue;
    if (event.address != "machine." + event.subject) continue;
    steps_[*slot].push_back({*event.completed_at, SizeName(event.from), SizeName(event.to)});
  }
  for (auto& [slot, steps] : steps_)
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
}

SizeName RecordedSizes::at(const Slot& slot, Instant when, const Fleet& fleet) const {
  if (const auto found = steps_.find(slot); found != steps_.end()) {
    const auto& steps = found->second;
    const auto next =
        std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.at > when; });
    // The size before the next step is the size after the step before it.
    if (next != steps.end() && !next->from.empty()) return next->from;
    if (next != steps.begin() && !std::prev(next)->to.empty()) return std::prev(next)->to;
  }
  if (const auto found = today_.find(slot); found != today_.end()) return found->second;
  const auto* pool = fleet.find_pool(slot.pool);
  return pool && !pool->ladder.empty() ? pool->ladder.front() : SizeName();
}

}  // namespace muster
