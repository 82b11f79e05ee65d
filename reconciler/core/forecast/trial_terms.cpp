#include "reconciler/core/forecast/trial_terms.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {

const char* to_string(PilotPart part) {
  switch (part) {
    case PilotPart::choosing:
      return "choosing";
    case PilotPart::holding:
      return "holding";
    case PilotPart::factors:
      return "factors";
    case PilotPart::extras:
      return "extras";
    case PilotPart::smoothing:
      return "smoothing";
    case PilotPart::foreseeing:
      return "foreseeing";
    case PilotPart::correcting:
      return "correcting";
    case PilotPart::escalating:
      return "escalating";
  }
  return "";
}

float escalation_of(const TrialTerms& terms) {
  constexpr float kWithinALead = 2.25F;
  return std::pow(kWithinALead, 1.0F / static_cast<float>(std::max(2, terms.lead_ticks)));
}

}  // namespace muster::forecast
