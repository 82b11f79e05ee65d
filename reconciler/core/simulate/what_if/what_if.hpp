#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/world.hpp"

namespace muster {

/// The assumptions of a what-if analysis; none by default.
struct WhatIfInputs {
  std::optional<std::int64_t> load_percent;   ///< In percent of today's load: 200 is twice as much.
  std::vector<Region> lost;                   ///< Lost regions, with everything in them.
  std::optional<std::int64_t> price_percent;  ///< In percent of today's prices: 110 is a tenth more.
  std::optional<Money> cap;                   ///< The fleet's cap for a month.
  std::map<PoolName, int> agents;             ///< Number of agents of a pool.

  bool empty() const { return !load_percent && lost.empty() && !price_percent && !cap && agents.empty(); }
};

/// The assumed load has existed for this time already: long enough for rules with a window.
inline constexpr Duration kWhatIfLoadFor = std::chrono::hours(1);

/// Returns the world under the assumptions. The readings follow: CPU and response time scale with the load,
/// up to 100% of a machine. The remaining machines carry the load and the agents of lost machines. Disks
/// keep their content.
World apply_what_if(World world, const WhatIfInputs& imagined, Instant now);

/// Describes each assumption: "load x2", "region nyc3 lost", "prices +10%", "cap $200.00/month", "60 agents
/// in pool worker".
std::vector<std::string> describe(const WhatIfInputs& imagined);

/// Returns the assumptions that are impossible in this world, such as a region without resources; empty if
/// all are possible.
std::vector<std::string> problems_of(const WhatIfInputs& imagined, const World& world);

}  // namespace muster
