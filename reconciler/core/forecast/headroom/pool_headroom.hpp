#pragma once

#include <map>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/headroom/recommender.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster::forecast {

/// The headroom recommender of one pool, the time up to which it has learned, and its data about the loads.
struct PoolHeadroom {
  HeadroomRecommender recommender;
  Instant learnt_until{};  ///< Time of the newest learned reading.
  SeenLoad newest{};
  /// Peak of each load in its unit of capacity, times 100 for loads in percent, with a half-life of a day.
  /// The proportions between the loads follow from it.
  std::map<Metric, double> peaks;
  /// Load of one agent in the recommender's vCPUs; 0 while it is unknown.
  double per_agent = 0;

  explicit PoolHeadroom(const SimulationOptions& terms) : recommender(terms) {}
  explicit PoolHeadroom(HeadroomRecommender known) : recommender(std::move(known)) {}
  friend bool operator==(const PoolHeadroom&, const PoolHeadroom&) = default;
};

/// The learned state as text; about 100 KB.
std::string state_of(const HeadroomRecommender& recommender);
/// Returns a recommender that continues from that state. Fails with invalid if the text is damaged,
/// truncated, or from a muster with other rules.
Result<HeadroomRecommender> recommender_from(const std::string& state);

/// Length of a tick.
inline constexpr Duration kHeadroomTick = std::chrono::seconds(30);

/// Adds a reading. If readings come less often than ticks, or if some are missing, the reading before
/// applies. A gap of more than an hour counts as an hour. Readings are in order of time; a reading within
/// half a tick of the one before is ignored.
void take(PoolHeadroom& pool, Instant at, const SeenLoad& seen);

/// Updates the load of one agent from a reading of both. `used` is in vCPUs. The newest count has a small
/// weight.
void take_agents(PoolHeadroom& pool, double used, double agents);

}  // namespace muster::forecast
