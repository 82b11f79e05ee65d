#include "reconciler/core/forecast/headroom/simulation_options.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster::forecast {

const char* to_string(RecommenderPart part) {
  switch (part) {
    case RecommenderPart::choosing:
      return "choosing";
    case RecommenderPart::holding:
      return "holding";
    case RecommenderPart::tolerating:
      return "tolerating";
    case RecommenderPart::factors:
      return "factors";
    case RecommenderPart::extras:
      return "extras";
    case RecommenderPart::remembering:
      return "remembering";
    case RecommenderPart::smoothing:
      return "smoothing";
    case RecommenderPart::foreseeing:
      return "foreseeing";
    case RecommenderPart::correcting:
      return "correcting";
    case RecommenderPart::escalating:
      return "escalating";
    case RecommenderPart::exchanging:
      return "exchanging";
    case RecommenderPart::reacting:
      return "reacting";
  }
  return "";
}

float price_of_overload(const SimulationOptions& terms) {
  constexpr float kUsual = 20;
  constexpr float kSeenWhole = 54;
  if (terms.price_of_overload) return *terms.price_of_overload;
  return terms.saturates || terms.lead_ticks > kShortLead ? kUsual : kSeenWhole;
}

float price_of_turn(const SimulationOptions& terms) {
  constexpr float kUsual = 0.025F;
  constexpr float kSeenWhole = 0.035F;
  return terms.price_of_turn.value_or(terms.saturates ? kUsual : kSeenWhole);
}

double loss_of(const SimulationRecord& record, const SimulationOptions& terms, double weight) {
  constexpr double kTicksAnHour = 120;
  const double prices =
      static_cast<double>(price_of_overload(terms) * record.overload + terms.price_of_hot * record.hot +
                          terms.price_of_warm * record.warm) +
      static_cast<double>(price_of_turn(terms) * record.turns) * kTicksAnHour;
  return std::log(static_cast<double>(record.cost) / weight) + prices / weight;
}

BurstLimit burst_limit_of(const SimulationOptions& terms, float escalation, float seen, float day_peak) {
  constexpr float kOfDayPeak = 0.6F;
  constexpr float kOfSeen = 1.1F;
  if (terms.saturates) return {escalation, kOfDayPeak * day_peak, std::numeric_limits<float>::max()};
  return {escalation, 0, kOfSeen * seen};
}

float escalation_of(const SimulationOptions& terms) {
  constexpr float kWithinALead = 2.25F;
  return std::pow(kWithinALead, 1.0F / static_cast<float>(std::max(2, terms.lead_ticks)));
}

}  // namespace muster::forecast
