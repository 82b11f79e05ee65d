#pragma once

#include "reconciler/core/forecast/headroom/capacity_target.hpp"
#include "reconciler/core/forecast/headroom/simulation_options.hpp"
#include "reconciler/core/forecast/headroom/tick_inputs.hpp"

namespace muster::forecast {

/// Returns the share of the serving capacity below which a hold removes nothing.
float tolerance_of(const Hold& hold, const SimulationOptions& terms);

/// Returns the capacity that the rule of that number wants. An overloaded fleet grows in large steps and
/// keeps its capacity.
CapacityTarget apply_rule(std::size_t number, const TickInputs& now, const FleetSize& fleet, bool overloaded,
                          const SimulationOptions& terms);

}  // namespace muster::forecast
