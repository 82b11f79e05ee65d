#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "reconciler/core/base/time.hpp"

namespace muster::testing {

/// How many agents the reference fleet has, `share` (0 to 1) of its day over: from 1 in uneven steps to 60 by
/// two thirds of it, then down to 5.
inline int agents_at(double share) {
  struct Point {
    double at;
    double agents;
  };
  constexpr std::array<Point, 12> points = {{{0.00, 1},
                                             {0.08, 4},
                                             {0.15, 9},
                                             {0.22, 14},
                                             {0.30, 26},
                                             {0.40, 31},
                                             {0.50, 48},
                                             {0.60, 60},
                                             {0.68, 58},
                                             {0.78, 30},
                                             {0.90, 12},
                                             {1.00, 5}}};
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& [from, least] = points[i - 1];
    const auto& [to, most] = points[i];
    if (share <= to)
      return static_cast<int>(std::lround(least + (most - least) * (share - from) / (to - from)));
  }
  return 5;
}

}  // namespace muster::testing
