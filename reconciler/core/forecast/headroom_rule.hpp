#pragma once

#include <array>
#include <string>

#include "reconciler/core/forecast/levels.hpp"

namespace muster::forecast {

/// How reluctantly capacity is given back.
struct Hold {
  int ticks = 1;        ///< Never less than what these last ticks asked for.
  float tolerance = 0;  ///< And nothing while it would be less than this share of what serves.

  friend bool operator==(const Hold&, const Hold&) = default;
};

/// A way of sizing: capacity = factor * level + extra, given back as the hold says.
///
/// The factor answers noise that grows with the load, the extra noise that does not.
struct HeadroomRule {
  Follower follower = Follower::latest;
  Hold hold;
  float factor = 1.25F;
  float extra = 0;  ///< vCPUs.

  friend bool operator==(const HeadroomRule&, const HeadroomRule&) = default;
};

/// From at once and all, to an hour later. A tolerance is what keeps a fleet of many machines from giving one
/// back and ordering it again; it is tried only where machines are held anyway or the hold is short.
inline constexpr std::array<Hold, 4> kHolds = {{{1, 0}, {8, 0.1F}, {60, 0.1F}, {120, 0}}};
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

/// "1.5 x 20 min smooth + 4, held 4 min, back from 10 % on": less than that of what serves is not given back.
std::string to_string(const HeadroomRule& rule);

}  // namespace muster::forecast
