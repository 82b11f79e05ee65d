#include "reconciler/core/reading/machine_lives.hpp"

#include <algorithm>

namespace muster {

MachineLives::MachineLives(const ActualState& actual, Instant weighed, Instant wall) {
  for (const auto& [slot, machine] : actual.machines) {
    if (machine.created_at != Instant{}) since_.emplace(slot, machine.created_at);
  }
  const bool recorded = weighed < wall && std::all_of(since_.begin(), since_.end(), [&](const auto& life) {
                          return life.second > weighed;
                        });
  if (recorded) since_.clear();
}

bool MachineLives::own(const Subject& subject, Instant at) const {
  const auto* slot = std::get_if<Slot>(&subject);
  if (slot == nullptr) return true;
  const auto life = since_.find(*slot);
  return life == since_.end() || at >= life->second;
}

std::optional<Instant> MachineLives::since(const Slot& slot) const {
  const auto life = since_.find(slot);
  return life == since_.end() ? std::nullopt : std::optional(life->second);
}

}  // namespace muster
