#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reading/metric.hpp"

namespace muster {

/// One load of a pool and its band.
struct TargetLoad {
  Metric metric = Metric::cpu;        ///< cpu or memory of the whole pool, or agents on one machine.
  Measure low = Measure::whole(60);   ///< Below it the pool is too large,
  Measure high = Measure::whole(80);  ///< above it too small.
  SourceMark at;

  friend bool operator==(const TargetLoad&, const TargetLoad&) = default;
};

/// The capacity of a pool beyond its load.
enum class Headroom {
  fixed,  ///< Enough to keep the load within its band.
  /// By headroom rules that muster simulates on this pool's own load; it uses the cheapest one. The upper
  /// edge is the limit of overload.
  learned,
};
inline bool is_learned(Headroom headroom) {
  return headroom != Headroom::fixed;
}

/// The highest price of a minute of overload, in minutes of the bill of the pool.
inline constexpr float kHighestPriceOfOverload = 10'000;

/// Keeps loads within their bands with the cheapest resources. Money, minutes off and disturbed agents are
/// added to one price: the cost of an option within `pays_back_within`.
struct Target {
  std::vector<TargetLoad> loads;
  Headroom headroom = Headroom::fixed;
  /// For learned headroom: the price of a minute of overload, in minutes of the bill of the pool. nullopt:
  /// the default price.
  std::optional<float> price_of_overload{};
  /// Time above a band before the pool grows; a nearly full load causes growth at once.
  Duration react = std::chrono::seconds(30);
  Duration pays_back_within = std::chrono::hours(24);
  Money minute_off = Money::micros(20'000);  ///< Price of one machine for a minute off.
  /// Price of one agent that is restarted elsewhere; a pause costs half.
  Money agent_moved = Money::micros(10'000);
  SourceMark at;

  friend bool operator==(const Target&, const Target&) = default;
};

}  // namespace muster
