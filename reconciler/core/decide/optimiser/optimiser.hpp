#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/optimiser/shape_search.hpp"

namespace muster {

/// The change of shape that was chosen.
struct ShapeAnswer {
  ScalingOption option;            ///< The parts are those of this plan.
  std::vector<std::string> loads;  ///< Of each requirement, in words: "cpu to 58%"; empty for counts.
  /// By part of the option: the requirements that break without that part.
  std::vector<std::vector<std::size_t>> needed_by;
  int resizes = 0;        ///< So many machines get another size, in this plan and later.
  int resizes_now = 0;    ///< So many of them in this plan.
  std::string no_resize;  ///< Where only machines come: the reason why none is resized.
};

struct OptimiserResult {
  std::optional<ShapeAnswer> answer;  ///< nullopt: nothing helps.
  int room = 0;                       ///< So many new machines were allowed.
  std::string why_none;               ///< The reason, where nothing helps.
  std::vector<Alternative> rejected;  ///< The best of the others, a handful.
};

/// Looks for the cheapest change of shape after which all requirements hold, within the bounds of the pool,
/// its account and its money: resizes, new machines of every size, and both together. Where no change is
/// enough, the one that falls short by the least, if it is better than none. Money, minutes off, agents that
/// are disturbed and a load balancer that comes along are one price. Equal inputs have equal answers.
OptimiserResult cheapest_shape(const OptimiserInputs& inputs);

/// How far the pool as it is falls short of the requirements; 0: all hold. O(machines).
double shortfall_now(const PoolView& view, const std::vector<const Requirement*>& requirements);

}  // namespace muster
