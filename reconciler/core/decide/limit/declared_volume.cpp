#include "reconciler/core/decide/limit/declared_volume.hpp"

#include <algorithm>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/policy/check/check_policy.hpp"

namespace muster {

ResourceTarget on_declared_volume(const ResourceTarget& part, const PoolView& view) {
  const auto& asked = std::get<VolumeSlot>(part.part);
  if (!view.find(asked.machine.number)) return part;
  int first = 0;    // The first volume that is too small.
  int missing = 0;  // In the other ones.
  for (int number = 1; number <= static_cast<int>(view.pool.volumes.size()); ++number) {
    const int declared = view.pool.volumes[static_cast<std::size_t>(number - 1)].size_gib;
    const int lacking = declared - present_gib(view, {asked.machine, number});
    if (lacking <= 0) continue;
    if (first == 0) {
      first = number;
    } else {
      missing += lacking;
    }
  }
  if (first == 0) return part;
  const VolumeSlot volume{asked.machine, first};
  const int more = part.gib - present_gib(view, asked);
  const int declared = view.pool.volumes[static_cast<std::size_t>(first - 1)].size_gib;
  auto grown = part;
  grown.part = volume;
  grown.gib = std::max(declared, present_gib(view, volume) + more - missing);
  return grown.gib <= kLargestVolumeGib ? grown : part;
}

}  // namespace muster
