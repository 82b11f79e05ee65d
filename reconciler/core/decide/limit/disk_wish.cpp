#include "reconciler/core/decide/limit/disk_wish.hpp"

#include <algorithm>

namespace muster {
namespace {

double fullness_of(const Evidence& evidence) {
  if (evidence.metric == Metric::disk) return evidence.value.as_double();
  return 100 * evidence.value.as_double() / std::max(evidence.limit.as_double(), 1e-3);
}

double fullness_of(const MergedTarget& wanted) {
  double fullest = 0;
  for (const auto& cause : wanted.causes)
    for (const auto& evidence : cause.evidence) fullest = std::max(fullest, fullness_of(evidence));
  return fullest;
}

}  // namespace

std::vector<DiskWish> disk_wishes(const std::vector<PoolChange>& pools) {
  std::vector<DiskWish> wishes;
  for (std::size_t i = 0; i < pools.size(); ++i) {
    for (const auto& [part, wanted] : pools[i].pool_delta) {
      if (std::holds_alternative<VolumeSlot>(part) && !wanted.gone)
        wishes.push_back({i, part, wanted, fullness_of(wanted)});
    }
  }
  std::stable_sort(wishes.begin(), wishes.end(), [&](const DiskWish& a, const DiskWish& b) {
    if (a.fullness != b.fullness) return a.fullness > b.fullness;
    if (a.pool != b.pool) return pools[a.pool].view.pool.name < pools[b.pool].view.pool.name;
    return a.part < b.part;
  });
  return wishes;
}

}  // namespace muster
