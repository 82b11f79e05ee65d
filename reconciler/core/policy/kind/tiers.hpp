#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The minimum resources of a pool for up to a number of agents.
struct TierStep {
  int up_to = 0;  ///< Agents, inclusive.
  int machines = 1;
  SizeName size;
  std::vector<int> volumes_gib;  ///< One volume each, on the machines of slots 1, 2, ... in this order.
  int balancers = 0;
  SourceMark at;

  friend bool operator==(const TierStep&, const TierStep&) = default;
};

/// The role of tiers in decisions.
enum class TierRole {
  estimate,  ///< The expected need of that number of agents. It counts while their load cannot be measured
             ///< yet: in a pool without readings, and for a while after the count of agents jumps.
  floor,     ///< The pool never gets smaller than the tier, whatever its load.
};
inline constexpr auto kTierRoleWords = enum_words<TierRole>({
    {TierRole::estimate, "estimate"},
    {TierRole::floor, "floor"},
});
constexpr const char* to_string(TierRole role) {
  return kTierRoleWords.of(role);
}

/// Agent count → shape. Tiers never scale down.
struct Tiers {
  std::vector<TierStep> steps;  ///< By `up_to`, ascending. Above the last one the last shape holds.
  TierRole role = TierRole::estimate;
  /// An estimate answers a jump of the agent count for this time; then measured load alone counts.
  Duration answers_jumps_for = std::chrono::minutes(10);
  friend bool operator==(const Tiers&, const Tiers&) = default;
};

}  // namespace muster
