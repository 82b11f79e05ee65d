#pragma once

#include <array>
#include <optional>

namespace muster::forecast {

/// A part of the pilot that can be left out, to find out what it is worth.
enum class PilotPart {
  choosing,    ///< Trials; without them the first rule is followed for ever.
  holding,     ///< Capacity kept for a while.
  factors,     ///< Headroom that grows with the load, but for a quarter.
  extras,      ///< Headroom that does not.
  smoothing,   ///< Smoothed levels.
  foreseeing,  ///< The trend, this time yesterday, this time last week.
  correcting,  ///< What a full fleet could not see, taken from what it saw once it had grown.
  escalating,  ///< A full fleet grows by leaps.
};
inline constexpr std::array<PilotPart, 8> kPilotParts = {
    PilotPart::choosing,  PilotPart::holding,    PilotPart::factors,    PilotPart::extras,
    PilotPart::smoothing, PilotPart::foreseeing, PilotPart::correcting, PilotPart::escalating};
const char* to_string(PilotPart part);

/// What a trial reckons with. A tick is 30 seconds; money is counted in vCPU-ticks, because every useful size
/// of the ladder costs the same per vCPU.
struct TrialTerms {
  int lead_ticks = 2;  ///< Measured: from ordering a machine to its serving. At least 1.
  /// Whether readings end at capacity (CPU), so that a full fleet cannot tell by how much it falls short, or
  /// go on (agents waiting).
  bool saturates = true;
  /// What a share of time is worth, in shares of the bill: 1 % of time in overload as much as 20 % of cost.
  float price_of_overload = 20;
  float price_of_hot = 2;              ///< Above 90 % of capacity.
  float price_of_warm = 0.5F;          ///< Above 80 %.
  float price_of_turn = 0.001F;        ///< Of one change of direction an hour.
  std::optional<PilotPart> without{};  ///< Left out, for an ablation.

  friend bool operator==(const TrialTerms&, const TrialTerms&) = default;
};

/// By what a full fleet that cannot see its load grows every tick: 2.25-fold within a lead, half as much
/// again a tick at the usual one minute. What is ordered counts, so that growing while machines boot does not
/// run away.
float escalation_of(const TrialTerms& terms);
/// And this many times what serves, and a large machine, is the end of it.
inline constexpr float kEscalationLimit = 4;
inline constexpr float kEscalationStart = 8;  ///< vCPUs.

/// Even a reading that is trusted to the last digit leaves 5 % free.
inline constexpr float kFullest = 0.95F;

}  // namespace muster::forecast
