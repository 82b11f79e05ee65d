#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/world.hpp"

namespace muster {

/// What is imagined to be different from how things are. Nothing set: nothing is.
struct Imagined {
  std::optional<std::int64_t> load_percent;   ///< Of today's load: 200 is twice as much.
  std::vector<Region> lost;                   ///< Regions that are gone, with all that is in them.
  std::optional<std::int64_t> price_percent;  ///< Of today's prices: 110 is a tenth more.
  std::optional<Money> cap;                   ///< The fleet's cap for a month.
  std::map<PoolName, int> agents;             ///< How many a pool has.

  bool empty() const { return !load_percent && lost.empty() && !price_percent && !cap && agents.empty(); }
};

/// So long the imagined load has been there already: long enough for rules that wait.
inline constexpr Duration kImaginedFor = std::chrono::hours(1);

/// The world as it would be. What is measured follows: CPU and response time grow with the load, up to a
/// busy machine's 100 %; where machines are lost, the rest carry their load and their agents. Disks keep what
/// they hold.
World imagine(World world, const Imagined& imagined, Instant now);

/// Each thing that is imagined in a few words: "load x2", "region nyc3 lost", "prices +10 %",
/// "cap $200.00/month", "60 agents in pool worker".
std::vector<std::string> in_words(const Imagined& imagined);

/// What cannot be imagined in this world, such as a region where nothing is; empty when all can.
std::vector<std::string> problems_of(const Imagined& imagined, const World& world);

}  // namespace muster
