#pragma once

#include <memory>

#include "reconciler/core/backtest/scaler.hpp"
#include "reconciler/core/forecast/trial_terms.hpp"

namespace muster::backtest {

/// muster's own policy: `forecast::Pilot` decides the capacity, machines of different sizes provide it.
std::unique_ptr<Scaler> piloted(const forecast::TrialTerms& terms);

}  // namespace muster::backtest
