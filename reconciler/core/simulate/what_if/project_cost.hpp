#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/fleet/bill/itemised_bill.hpp"

namespace muster {

/// The fleet and its cost for one number of agents.
struct CostProjection {
  int agents = 0;
  Bill bill;
  std::vector<std::string> notes;  ///< Resources that threshold rules would add, with their price.
  bool over_budget = false;        ///< The monthly cost would exceed the fleet's cap.

  friend bool operator==(const CostProjection&, const CostProjection&) = default;
};

/// The inputs of a projection.
struct CostQuestion {
  const Fleet& fleet;
  const std::vector<Policy>& policies;
  const PriceList& prices;
  Capabilities capabilities;
};

/// Returns one projection for each number of agents: the result of the tiers policies for a fleet that starts
/// empty. Money cap, cooldown and limits of one plan do not apply, because the question is the final size.
std::vector<CostProjection> project_costs(const CostQuestion& question, const std::vector<int>& agents,
                                          Instant now);

}  // namespace muster
