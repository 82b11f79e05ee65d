#pragma once

#include <memory>

#include "reconciler/core/forecast/headroom/simulation_options.hpp"
#include "reconciler/core/simulate/backtest/scaler.hpp"

namespace muster::backtest {

/// muster's own policy: `forecast::HeadroomRecommender` decides the capacity, machines of different sizes
/// provide it.
std::unique_ptr<Scaler> headroom_scaler(const forecast::SimulationOptions& terms);

}  // namespace muster::backtest
