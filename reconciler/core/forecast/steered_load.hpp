#pragma once

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/pilot.hpp"

namespace muster::forecast {

/// One load of one pool with the pilot that learns from it, and how far it has learnt.
struct SteeredLoad {
  Pilot pilot;
  Instant learnt_until{};  ///< Readings up to then are in.
  SeenLoad newest{};
  double peak = 0;  ///< The most that was used; forgotten with a half-life of a day.

  explicit SteeredLoad(const TrialTerms& terms) : pilot(terms) {}
  friend bool operator==(const SteeredLoad&, const SteeredLoad&) = default;
};

/// Pilots count in ticks of so long.
inline constexpr Duration kPilotTick = std::chrono::seconds(30);

/// Takes a reading in. Where readings come less often than ticks, or some are missing, the one before holds;
/// a silence of more than an hour counts as an hour. Readings come in order of time; one that comes within
/// half a tick of the one before is passed over.
void take(SteeredLoad& load, Instant at, const SeenLoad& seen);

}  // namespace muster::forecast
