#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/optimiser/shape_search.hpp"

namespace muster {

/// The chosen change of shape.
struct ShapeAnswer {
  ScalingOption option;            ///< Its resources are those of this plan.
  std::vector<std::string> loads;  ///< Of each requirement: "cpu to 58%"; empty for counts.
  /// By resource of the option: the requirements that break without it.
  std::vector<std::vector<std::size_t>> needed_by;
  int resizes = 0;        ///< Machines that get another size, in this plan and later.
  int resizes_now = 0;    ///< Those of them in this plan.
  int balancers = 0;      ///< New load balancers in the price; the resources do not include them.
  std::string no_resize;  ///< Where machines are only added: the reason why none is resized.
};

struct OptimiserResult {
  std::optional<ShapeAnswer> answer;  ///< nullopt: nothing helps.
  int room = 0;                       ///< The number of new machines allowed.
  std::string why_none;               ///< The reason, where nothing helps.
  std::vector<Alternative> rejected;  ///< The best of the others, at most six.
};

/// Finds the cheapest change of shape after which all requirements hold, within the limits of the pool, the
/// account and the money: resizes, new machines of every size, or both. Where no change is enough, the one
/// with the smallest shortfall, if it is better than none. The price sums money, minutes off, disturbed
/// agents and a new load balancer. Equal inputs give equal answers.
OptimiserResult cheapest_shape(const OptimiserInputs& inputs);

/// The present shortfall of the pool for the requirements, as shares of them; 0: all hold. O(machines).
double shortfall_now(const PoolView& view, const std::vector<const Requirement*>& requirements);

}  // namespace muster
