#include "reconciler/adapters/readings/missing_readings.hpp"

#include "reconciler/core/reading/summarise.hpp"

namespace muster {

void add_absent(std::vector<Reading>& into, const ReadingCache& held, const Slot& slot, Metric metric,
                Quality quality, Duration sample_every, Instant now) {
  const auto* newest = held.newest_good(slot, metric, now);
  const bool fresh = newest != nullptr && now - newest->at <= stale_after(sample_every);
  if ((fresh && quality == Quality::missing) || held.has(slot, metric, now)) return;
  into.push_back({now, slot, metric, Measure(), quality});
}

}  // namespace muster
