#include "reconciler/adapters/readings/missing_readings.hpp"

#include "reconciler/core/reading/summarise.hpp"

namespace muster {

void add_absent(std::vector<Reading>& into, const ReadingCache& held, const AbsentSeries& absent,
                Instant now) {
  const auto& [slot, metric, quality, sample_every] = absent;
  const auto* newest = held.newest_good(slot, metric, now);
  const bool fresh = newest != nullptr && now - newest->at <= stale_after(sample_every);
  if ((fresh && quality == Quality::missing) || held.has(slot, metric, now)) return;
  into.push_back({.at = now, .subject = slot, .metric = metric, .value = Measure(), .quality = quality});
}

}  // namespace muster
