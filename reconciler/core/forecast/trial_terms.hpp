#pragma once

#include <algorithm>
#include <array>
#include <optional>

namespace muster::forecast {

/// A part of the pilot that can be left out, to find out what it is worth.
enum class PilotPart {
  choosing,     ///< Trials; without them the first rule is followed for ever.
  holding,      ///< Capacity kept for a while.
  tolerating,   ///< Little is not given back.
  factors,      ///< Headroom that grows with the load, but for a quarter.
  extras,       ///< Headroom that does not.
  remembering,  ///< Fading peaks.
  smoothing,    ///< The smoothed level.
  foreseeing,   ///< The trend, this time yesterday.
  correcting,   ///< What a full fleet could not see, taken from what it saw once it had grown.
  escalating,   ///< An overloaded fleet grows by leaps.
  exchanging,   ///< A machine that is too large to be given back is exchanged for smaller ones.
  reacting,     ///< Where following rules does not pay, plain reaction is followed.
};
inline constexpr std::array kPilotParts = {
    PilotPart::choosing,   PilotPart::holding,     PilotPart::tolerating, PilotPart::factors,
    PilotPart::extras,     PilotPart::remembering, PilotPart::smoothing,  PilotPart::foreseeing,
    PilotPart::correcting, PilotPart::escalating,  PilotPart::exchanging, PilotPart::reacting};
const char* to_string(PilotPart part);

/// Up to so many ticks of lead a machine is there while what called for it still lasts.
inline constexpr int kShortLead = 3;

/// What a trial reckons with. A tick is 30 seconds; money is counted in vCPU-ticks, because every useful size
/// of the ladder costs the same per vCPU.
struct TrialTerms {
  int lead_ticks = 2;  ///< Measured: from ordering a machine to its serving. At least 1.
  /// Whether readings end at capacity (CPU), so that a full fleet cannot tell by how much it falls short, or
  /// go on (agents waiting).
  bool saturates = true;
  /// What a share of time is worth, in shares of the bill: at 20, 1 % of time in overload as much as 20 % of
  /// cost. The usual price unless given.
  std::optional<float> price_of_overload{};
  float price_of_hot = 2;      ///< Above 90 % of capacity.
  float price_of_warm = 0.5F;  ///< Above 80 %.
  /// Of one change of direction an hour, in shares of the bill. The usual price unless given.
  std::optional<float> price_of_turn{};
  std::optional<PilotPart> without{};  ///< Left out, for an ablation.

  friend bool operator==(const TrialTerms&, const TrialTerms&) = default;
};

/// What went wrong and what was paid under one rule, as sums over the remembered ticks.
struct TrialRecord {
  float cost = 0, overload = 0, hot = 0, warm = 0, turns = 0;

  void add(const TrialRecord& tick, float keep) {
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
  friend bool operator==(const TrialRecord&, const TrialRecord&) = default;
};
/// Expected J: ln of the bill in vCPUs, and the prices. `weight`: of the remembered ticks.
double loss_of(const TrialRecord& record, const TrialTerms& terms, double weight);

/// Of overload, where three nines are wanted.
inline constexpr float kCarefulPrice = 300;

/// What overload costs unless the terms say otherwise. Where the load is seen whole and a machine serves
/// within a minute or so, an overload is short, and what there is of it is onsets: service is cheap there, so
/// it is asked for.
float price_of_overload(const TrialTerms& terms);
/// What a change of direction an hour costs unless the terms say otherwise. Where the load is seen whole a
/// fleet answers what comes in one go, and may be asked to stand still the more.
float price_of_turn(const TrialTerms& terms);

/// By what a full fleet that cannot see its load grows every tick: 2.25-fold within a lead, half as much
/// again a tick at the usual one minute. What is ordered counts, so that growing while machines boot does not
/// run away.
float escalation_of(const TrialTerms& terms);
/// And this many times what serves, and a large machine, is the end of it.
inline constexpr float kEscalationLimit = 6;
inline constexpr float kEscalationStart = 8;  ///< vCPUs.

/// How an overloaded fleet leaps beyond what its rule wants. One that cannot see its load has the
/// peak of a day to go by; one that sees it needs no more than a little on top, so that the next tick does
/// not find it short again.
struct Leap {
  float escalation = 1;
  float least = 0;  ///< vCPUs.
  float most = 0;   ///< vCPUs.

  /// vCPUs that a fleet asks for of which so many serve, and so many are there with those on their way.
  float of(float serving, float total) const {
    const float step = escalation * total;
    const float end = kEscalationLimit * serving + kEscalationStart;
    return std::max(least, std::min(most, std::min(step, end)));
  }
};
/// After a reading, with the highest one of about a day.
Leap leap_of(const TrialTerms& terms, float escalation, float seen, float day_peak);

/// Even a reading that is trusted to the last digit leaves 5 % free.
inline constexpr float kFullest = 0.95F;

}  // namespace muster::forecast
