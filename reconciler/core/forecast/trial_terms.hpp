#pragma once

namespace muster::forecast {

/// What a trial reckons with. A tick is 30 seconds; money is counted in vCPU-ticks, because every useful size
/// of the ladder costs the same per vCPU.
struct TrialTerms {
  int lead_ticks = 2;  ///< Measured: from ordering a machine to its serving. At least 1.
  /// Whether readings end at capacity (CPU), so that a full fleet cannot tell by how much it falls short, or
  /// go on (agents waiting).
  bool saturates = true;
  /// What a share of time is worth, in shares of the bill: 1 % of time in overload as much as 20 % of cost.
  float price_of_overload = 20;
  float price_of_hot = 2;        ///< Above 90 % of capacity.
  float price_of_warm = 0.5F;    ///< Above 80 %.
  float price_of_turn = 0.001F;  ///< Of one change of direction an hour.
};

/// A full fleet asks for half as much again, every tick; what is ordered counts, and four times what serves
/// (and a large machine) is the end of it: doubling while machines boot must not run away.
inline constexpr float kEscalation = 1.5F;
inline constexpr float kEscalationLimit = 4;
inline constexpr float kEscalationStart = 8;  ///< vCPUs.

/// Even a reading that is trusted to the last digit leaves 5 % free.
inline constexpr float kFullest = 0.95F;

}  // namespace muster::forecast
