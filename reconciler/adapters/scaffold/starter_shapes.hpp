#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/scaffold/starter_answers.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"

namespace muster {

/// The cheapest machines of one size for a number of agents.
struct StarterShape {
  std::string size;
  int machines = 0;
  int agents_each = 0;  ///< The most that one machine carries, at most ten.
};

/// The sizes and the machines of a new fleet.
struct StarterShapes {
  std::vector<std::string> ladder;  ///< The sizes that carry an agent, smallest first.
  StarterShape first;               ///< For the declared agents.
  StarterShape larger;              ///< For four times what the first shape carries.
};

/// Returns the shapes for valid answers. Fails with `invalid` if an agent fits on no size of the ladder, or
/// if a region does not sell one.
Result<StarterShapes> starter_shapes(const StarterAnswers& answers, const PriceList& prices);

}  // namespace muster
