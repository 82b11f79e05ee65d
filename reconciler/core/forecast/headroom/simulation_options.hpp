#pragma once

#include <algorithm>
#include <array>
#include <optional>

namespace muster::forecast {

/// A part of the recommender that can be disabled, to measure its benefit.
enum class RecommenderPart {
  choosing,     ///< Simulations; without them the first rule is always used.
  holding,      ///< Keeping capacity for a while.
  tolerating,   ///< Not removing small amounts.
  factors,      ///< Headroom that grows with the load, except a quarter.
  extras,       ///< Headroom that does not grow with the load.
  remembering,  ///< Decaying peaks.
  smoothing,    ///< The smoothed level.
  foreseeing,   ///< The trend, and yesterday at this time.
  correcting,   ///< Correcting the readings of a saturated fleet by those after its growth.
  escalating,   ///< Growing an overloaded fleet in large steps.
  exchanging,   ///< Replacing a machine that is too large to be removed by smaller ones.
  reacting,     ///< Using the reactive baseline if the rules do not pay.
};
inline constexpr std::array kRecommenderParts = {
    RecommenderPart::choosing,   RecommenderPart::holding,    RecommenderPart::tolerating,
    RecommenderPart::factors,    RecommenderPart::extras,     RecommenderPart::remembering,
    RecommenderPart::smoothing,  RecommenderPart::foreseeing, RecommenderPart::correcting,
    RecommenderPart::escalating, RecommenderPart::exchanging, RecommenderPart::reacting};
const char* to_string(RecommenderPart part);

/// Up to this lead in ticks a machine serves while the load that caused it still lasts.
inline constexpr int kShortLead = 3;

/// Settings of a simulation. A tick is 30 seconds. Money is counted in vCPU-ticks, because every useful size
/// of the ladder costs the same per vCPU.
struct SimulationOptions {
  int lead_ticks = 2;  ///< Measured time from the order of a machine to its service. At least 1.
  /// Whether readings end at capacity (CPU), so that a full fleet does not show its missing capacity, or
  /// continue above it (waiting agents).
  bool saturates = true;
  /// Price of a share of time in overload, in shares of the bill: at 20, 1% of time costs as much as 20% of
  /// the bill. nullopt: the default price.
  std::optional<float> price_of_overload{};
  float price_of_hot = 2;      ///< Above 90% of capacity.
  float price_of_warm = 0.5F;  ///< Above 80%.
  /// Price of one change of direction an hour, in shares of the bill. nullopt: the default price.
  std::optional<float> price_of_turn{};
  std::optional<RecommenderPart> without{};  ///< Disabled for an ablation study.

  friend bool operator==(const SimulationOptions&, const SimulationOptions&) = default;
};

/// Cost (vCPU-ticks) and service (ticks; turns: number) of one rule, as sums over the remembered ticks.
struct SimulationRecord {
  float cost = 0, overload = 0, hot = 0, warm = 0, turns = 0;

  void add(const SimulationRecord& tick, float keep) {
    cost = cost * keep + tick.cost;
    overload = overload * keep + tick.overload;
    hot = hot * keep + tick.hot;
    warm = warm * keep + tick.warm;
    turns = turns * keep + tick.turns;
  }
  template <class State>
  void fields(State& state) {
    state(cost, overload, hot, warm, turns);
  }
  friend bool operator==(const SimulationRecord&, const SimulationRecord&) = default;
};
/// The expected objective J: ln of the bill in vCPUs, plus the prices. `weight` is the sum over the
/// remembered ticks.
double loss_of(const SimulationRecord& record, const SimulationOptions& terms, double weight);

/// The price of a minute of overload, in minutes of the bill, of two settings of learned headroom. The third
/// one, balanced, has the default price.
inline constexpr float kThriftyPrice = 5;
inline constexpr float kCarefulPrice = 300;  ///< For an availability of three nines.

/// Returns the price of overload; `terms` can set it. If the readings show the whole load and a machine
/// serves within kShortLead ticks, overloads are short and service is cheap: the default is then 54, else 20.
float price_of_overload(const SimulationOptions& terms);
/// Returns the price of one change of direction an hour; `terms` can set it. If the readings show the whole
/// load, a fleet reacts to changes at once, so the default for a change is higher.
float price_of_turn(const SimulationOptions& terms);

/// Returns the growth factor per tick of a saturated fleet that cannot see its load: 2.25-fold within a lead,
/// 1.5-fold per tick at the usual one minute. Ordered capacity counts, so that the growth is limited while
/// machines boot.
float escalation_of(const SimulationOptions& terms);
/// The growth ends at this multiple of the serving capacity plus a large machine.
inline constexpr float kEscalationLimit = 6;
inline constexpr float kEscalationStart = 8;  ///< vCPUs.

/// Limits of the growth of an overloaded fleet beyond its rule. A fleet that cannot see its load uses the
/// peak of a day. A fleet that sees it needs only a small addition, so that the next tick does not find it
/// overloaded again.
struct BurstLimit {
  float escalation = 1;  ///< Growth factor per tick.
  float least = 0;       ///< vCPUs.
  float most = 0;        ///< vCPUs.

  /// Returns the vCPUs that a fleet orders with `serving` serving vCPUs, and `total` vCPUs including those in
  /// flight.
  float of(float serving, float total) const {
    const float step = escalation * total;
    const float end = kEscalationLimit * serving + kEscalationStart;
    return std::max(least, std::min(most, std::min(step, end)));
  }
};
/// Returns the limits after a reading, with the highest reading of about a day.
BurstLimit burst_limit_of(const SimulationOptions& terms, float escalation, float seen, float day_peak);

/// Highest utilisation: 5% stay free even if a reading is exact.
inline constexpr float kFullest = 0.95F;

}  // namespace muster::forecast
