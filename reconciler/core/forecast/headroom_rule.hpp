#pragma once

#include <array>
#include <string>

#include "reconciler/core/forecast/levels.hpp"

namespace muster::forecast {

/// A way of sizing: capacity = factor * level + extra, and never less than what the last `hold` asked for.
///
/// The factor answers noise that grows with the load, the extra noise that does not.
struct HeadroomRule {
  Follower follower = Follower::latest;
  int hold_ticks = 1;
  float factor = 1.25F;
  float extra = 0;  ///< vCPUs.

  friend bool operator==(const HeadroomRule&, const HeadroomRule&) = default;
};

inline constexpr std::array<int, 3> kHolds = {1, 8, 40};  ///< Ticks.
inline constexpr std::array<float, 5> kFactors = {1.1F, 1.25F, 1.5F, 2.0F, 3.0F};
inline constexpr std::array<float, 7> kExtras = {0, 0.5F, 1, 2, 4, 8, 12};  ///< vCPUs.
inline constexpr std::size_t kHeadrooms = kFactors.size() * kExtras.size();
inline constexpr std::size_t kLanes = kFollowers * kHolds.size();
inline constexpr std::size_t kRules = kLanes * kHeadrooms;

/// The rule of that number. Lanes share follower and hold: rule = lane * kHeadrooms + headroom.
constexpr HeadroomRule rule_at(std::size_t number) {
  const auto lane = number / kHeadrooms;
  const auto headroom = number % kHeadrooms;
  return {static_cast<Follower>(lane / kHolds.size()), kHolds[lane % kHolds.size()],
          kFactors[headroom / kExtras.size()], kExtras[headroom % kExtras.size()]};
}

/// "1.5 x 8 min smooth + 4, held 4 min".
std::string to_string(const HeadroomRule& rule);

}  // namespace muster::forecast
