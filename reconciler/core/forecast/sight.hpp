#pragma once

#include <array>

#include "reconciler/core/forecast/headroom_rule.hpp"

namespace muster::forecast {

/// What there is to go by in one tick: all that rules and plain reaction look at.
struct Sight {
  Levels levels{};
  std::array<std::array<float, kHolds.size()>, kFollowers> held{};  ///< The most each said within each hold.
  std::array<float, kHolds.size()> held_seen{};                     ///< The largest reading within each.
  float held_plainly = 0;    ///< And within the hold of plain reaction.
  float seen = 0;            ///< The reading.
  float day_peak = 0;        ///< The highest one of about a day.
  std::size_t followed = 0;  ///< The rule that was followed then.
  bool full = false;         ///< The reading ends at capacity and has reached it.

  template <class State>
  void fields(State& state) {
    state(levels, held, held_seen, held_plainly, seen, day_peak, followed, full);
  }
  friend bool operator==(const Sight&, const Sight&) = default;
};

}  // namespace muster::forecast
