#pragma once

#include <memory>

#include "reconciler/core/backtest/scaler.hpp"
#include "reconciler/core/forecast/trial_terms.hpp"

namespace muster::backtest {

/// muster's own way: `forecast::Pilot` steers, machines of different sizes carry it out.
std::unique_ptr<Scaler> piloted(const forecast::TrialTerms& terms);

}  // namespace muster::backtest
