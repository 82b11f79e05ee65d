#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// One setting of learned headroom, or the declared policies, and the result of its replay.
struct FrontierPoint {
  std::string label;     ///< "careful", "120"; for declared policies their folder.
  double month = 0;      ///< Dollars for 28 days.
  double overload = 0;   ///< Percent of the time.
  bool present = false;  ///< The setting in use: it is marked.
  bool on_curve = true;  ///< A price of overload; declared policies are beside the curve.
};

/// The frontier of cost against overload on recorded loads.
struct Frontier {
  std::string loads;  ///< "web.csv", "6 loads".
  Instant from{};     ///< The first reading.
  Instant until{};    ///< The last reading.
  std::vector<FrontierPoint> points;
};

/// Draws it as SVG, for light and dark pages: 800 wide, no script, no external fonts. The bill is on the
/// horizontal axis, the time in overload on a logarithmic vertical axis. Without points it has axes only.
std::string frontier_svg(const Frontier& frontier);

}  // namespace muster
