#include "reconciler/core/forecast/trial_terms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster::forecast {

const char* to_string(PilotPart part) {
  switch (part) {
    case PilotPart::choosing:
      return "choosing";
    case PilotPart::holding:
      return "holding";
    case PilotPart::tolerating:
      return "tolerating";
    case PilotPart::factors:
      return "factors";
    case PilotPart::extras:
      return "extras";
    case PilotPart::remembering:
      return "remembering";
    case PilotPart::smoothing:
      return "smoothing";
    case PilotPart::foreseeing:
      return "foreseeing";
    case PilotPart::correcting:
      return "correcting";
    case PilotPart::escalating:
      return "escalating";
    case PilotPart::exchanging:
      return "exchanging";
    case PilotPart::reacting:
      return "reacting";
  }
  return "";
}

float price_of_overload(const TrialTerms& terms) {
  constexpr float kUsual = 20;
  constexpr float kSeenWhole = 54;
  if (terms.price_of_overload) return *terms.price_of_overload;
  return terms.saturates || terms.lead_ticks > kShortLead ? kUsual : kSeenWhole;
}

float price_of_turn(const TrialTerms& terms) {
  constexpr float kUsual = 0.025F;
  constexpr float kSeenWhole = 0.035F;
  return terms.price_of_turn.value_or(terms.saturates ? kUsual : kSeenWhole);
}

double loss_of(const TrialRecord& record, const TrialTerms& terms, double weight) {
  constexpr double kTicksAnHour = 120;
  const double prices =
      static_cast<double>(price_of_overload(terms) * record.overload + terms.price_of_hot * record.hot +
                          terms.price_of_warm * record.warm) +
      static_cast<double>(price_of_turn(terms) * record.turns) * kTicksAnHour;
  return std::log(static_cast<double>(record.cost) / weight) + prices / weight;
}

Leap leap_of(const TrialTerms& terms, float escalation, float seen, float day_peak) {
  constexpr float kOfDayPeak = 0.6F;
  constexpr float kOfSeen = 1.1F;
  if (terms.saturates) return {escalation, kOfDayPeak * day_peak, std::numeric_limits<float>::max()};
  return {escalation, 0, kOfSeen * seen};
}

float escalation_of(const TrialTerms& terms) {
  constexpr float kWithinALead = 2.25F;
  return std::pow(kWithinALead, 1.0F / static_cast<float>(std::max(2, terms.lead_ticks)));
}

}  // namespace muster::forecast
