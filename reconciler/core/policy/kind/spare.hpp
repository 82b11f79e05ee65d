#pragma once

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// Spare capacity beyond the present use. Exactly one of the three is more than 0.
struct SpareRoom {
  int machines = 0;  ///< Number of machines beyond the need of the agents.
  int percent = 0;   ///< Capacity for this percentage of additional agents.
  int agents = 0;    ///< Capacity for this number of additional agents.

  friend bool operator==(const SpareRoom&, const SpareRoom&) = default;
};

/// Keeps spare capacity at all times.
struct Spare {
  SpareRoom room;
  SourceMark at;

  friend bool operator==(const Spare&, const Spare&) = default;
};

}  // namespace muster
