#include "reconciler/core/decide/limit/disk_growth.hpp"

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

std::vector<DiskGrowth> disk_growths(const std::vector<PoolChange>& pools) {
  std::vector<DiskGrowth> growths;
  for (std::size_t i = 0; i < pools.size(); ++i) {
    for (const auto& [part, wanted] : pools[i].pool_delta) {
      if (std::holds_alternative<VolumeSlot>(part) && !wanted.gone)
        growths.push_back({.pool = i, .part = part, .wanted = wanted, .fullness = fullness_of(wanted)});
    }
  }
  std::stable_sort(growths.begin(), growths.end(), [&](const DiskGrowth& a, const DiskGrowth& b) {
    if (a.fullness != b.fullness) return a.fullness > b.fullness;
    if (a.pool != b.pool) return pools[a.pool].view.pool.name < pools[b.pool].view.pool.name;
    return a.part < b.part;
  });
  return growths;
}

}  // namespace muster
