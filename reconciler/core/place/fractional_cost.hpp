#pragma once

#include <vector>

#include "reconciler/core/place/place.hpp"

namespace muster {

/// What a unit of each resource is worth when machines are bought whole and filled to the brim: no offer
/// costs less than the worth of what it has. In micro-dollars a month.
struct Worth {
  double of_cpu_milli = 0;
  double of_memory_mib = 0;

  double of(const Resources& resources) const {
    return of_cpu_milli * static_cast<double>(resources.cpu_milli) +
           of_memory_mib * static_cast<double>(resources.memory_mib);
  }
};

/// The worth at which this demand costs the most: the dual of buying fractions of machines.
/// Worthless where nothing is offered.
Worth worth_of(const std::vector<Offer>& offers, const Resources& demand);

/// What this demand would cost a month if machines could be bought in fractions: no placement costs less.
Money fractional_cost(const std::vector<Offer>& offers, const Resources& demand);

}  // namespace muster
