#pragma once

#include <vector>

#include "reconciler/core/place/place.hpp"

namespace muster {

/// Value of a unit of each resource, if machines could be filled completely: no offer costs less than the
/// value of its resources. In micro-dollars per month.
struct Worth {
  double of_cpu_milli = 0;
  double of_memory_mib = 0;

  double of(const Resources& resources) const {
    return of_cpu_milli * static_cast<double>(resources.cpu_milli) +
           of_memory_mib * static_cast<double>(resources.memory_mib);
  }
};

/// Returns the values for which this demand is most expensive: the dual of the linear program that buys
/// fractions of machines. Zero if there are no offers.
Worth worth_of(const std::vector<Offer>& offers, const Resources& demand);

/// Returns the monthly cost of this demand if fractions of machines could be bought: a lower bound of every
/// placement.
Money fractional_cost(const std::vector<Offer>& offers, const Resources& demand);

}  // namespace muster
