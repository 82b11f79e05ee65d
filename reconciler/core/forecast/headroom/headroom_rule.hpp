#pragma once

#include <array>
#include <string>

#include "reconciler/core/forecast/headroom/estimates.hpp"

namespace muster::forecast {

/// How long capacity is kept.
struct Hold {
  int ticks = 1;        ///< Keep at least the capacity that these last ticks required.
  float tolerance = 0;  ///< Remove nothing while it is less than this share of the serving capacity.

  friend bool operator==(const Hold&, const Hold&) = default;
};

/// A headroom rule: capacity = factor * level + extra, removed as the hold permits.
///
/// The factor covers noise that grows with the load, the extra covers noise that does not.
struct HeadroomRule {
  Estimator follower = Estimator::latest;
  Hold hold;
  float factor = 1.25F;  ///< A multiple of the load.
  float extra = 0;       ///< vCPUs.

  friend bool operator==(const HeadroomRule&, const HeadroomRule&) = default;
};

/// From immediate and complete removal to an hour later. A tolerance prevents that a fleet of many machines
/// removes one and orders it again. It is used only with the holds of 8 and 60 ticks.
inline constexpr std::array<Hold, 4> kHolds = {{{1, 0}, {8, 0.1F}, {60, 0.1F}, {120, 0}}};
inline constexpr std::array<float, 5> kFactors = {1.1F, 1.25F, 1.5F, 2.0F, 3.0F};
inline constexpr std::array<float, 7> kExtras = {0, 0.5F, 1, 2, 4, 8, 12};  ///< vCPUs.
inline constexpr std::size_t kHeadrooms = kFactors.size() * kExtras.size();
inline constexpr std::size_t kLanes = kEstimators * kHolds.size();
inline constexpr std::size_t kRules = kLanes * kHeadrooms;

/// Returns the rule of that number. A lane has one estimator and one hold: rule = lane * kHeadrooms +
/// headroom.
constexpr HeadroomRule rule_at(std::size_t number) {
  const auto lane = number / kHeadrooms;
  const auto headroom = number % kHeadrooms;
  return {.follower = static_cast<Estimator>(lane / kHolds.size()),
          .hold = kHolds[lane % kHolds.size()],
          .factor = kFactors[headroom / kExtras.size()],
          .extra = kExtras[headroom % kExtras.size()]};
}

/// "1.5 x 20 min smooth + 4, held 4 min, back from 10% on": less than 10% of the serving capacity is not
/// removed.
std::string to_string(const HeadroomRule& rule);

}  // namespace muster::forecast
