#include "reconciler/core/forecast/trial_terms.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {

float escalation_of(const TrialTerms& terms) {
  constexpr float kWithinALead = 2.25F;
  return std::pow(kWithinALead, 1.0F / static_cast<float>(std::max(2, terms.lead_ticks)));
}

}  // namespace muster::forecast
