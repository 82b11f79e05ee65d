#pragma once

#include <map>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/pilot.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster::forecast {

/// The pilot of one pool, how far it has learnt, and what it has to know about the pool's loads.
struct SteeredPool {
  Pilot pilot;
  Instant learnt_until{};  ///< Readings up to then are in.
  SeenLoad newest{};
  /// The most that each load came to, in what carries it times a hundred where loads are percents; forgotten
  /// with a half-life of a day. In what proportion loads come together is read from it.
  std::map<Metric, double> peaks;
  /// What one agent asks for, in the pilot's vCPUs; 0 while it is not known.
  double per_agent = 0;

  explicit SteeredPool(const TrialTerms& terms) : pilot(terms) {}
  explicit SteeredPool(Pilot known) : pilot(std::move(known)) {}
  friend bool operator==(const SteeredPool&, const SteeredPool&) = default;
};

/// What the pilot of a pool has learnt, as text; some 100 KB.
std::string state_of(const Pilot& pilot);
/// A pilot that goes on where that one stopped. Fails with invalid when the text is none of this muster's: of
/// other rules, damaged, cut off.
Result<Pilot> pilot_from(const std::string& state);

/// Pilots count in ticks of so long.
inline constexpr Duration kPilotTick = std::chrono::seconds(30);

/// Takes a reading in. Where readings come less often than ticks, or some are missing, the one before holds;
/// a silence of more than an hour counts as an hour. Readings come in order of time; one that comes within
/// half a tick of the one before is passed over.
void take(SteeredPool& pool, Instant at, const SeenLoad& seen);

/// What one agent asks for, told by a reading of both: the newest count for a little, all before for the
/// rest.
void take_agents(SteeredPool& pool, double used, double agents);

}  // namespace muster::forecast
