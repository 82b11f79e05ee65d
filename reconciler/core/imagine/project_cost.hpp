#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/fleet/itemised_bill.hpp"

namespace muster {

/// What the fleet would be, and cost, with so many agents.
struct CostProjection {
  int agents = 0;
  Bill bill;
  std::vector<std::string> notes;  ///< What threshold rules would add on top, and what it would cost.
  bool over_budget = false;        ///< The month would cost more than the fleet's cap.

  friend bool operator==(const CostProjection&, const CostProjection&) = default;
};

/// What a projection is made from.
struct CostQuestion {
  const Fleet& fleet;
  const std::vector<Policy>& policies;
  const PriceList& prices;
  Capabilities capabilities;
};

/// One projection for each number of agents: what the tiers policies make of a fleet that starts from
/// nothing. Money cap, cooldown and step limits are lifted, for it asks what would be wanted, not how fast.
std::vector<CostProjection> project_costs(const CostQuestion& question, const std::vector<int>& agents,
                                          Instant now);

}  // namespace muster
