#include "reconciler/core/forecast/steered_load.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

constexpr std::int64_t kMostAtOnce = 120;
const double kPeakFades = std::exp2(-1.0 / 2880);

}  // namespace

void take(SteeredLoad& load, Instant at, const SeenLoad& seen) {
  const auto passed = at - load.learnt_until;
  const bool first = load.learnt_until == Instant{};
  if (!first && passed * 2 < kPilotTick) return;
  const auto ticks =
      first ? 1 : std::clamp<std::int64_t>((passed + kPilotTick / 2) / kPilotTick, 1, kMostAtOnce);
  for (std::int64_t i = 1; i < ticks; ++i) load.pilot.learn(load.newest);
  load.pilot.learn(seen);
  load.peak = std::max(seen.used, load.peak * std::pow(kPeakFades, static_cast<double>(ticks)));
  load.newest = seen;
  load.learnt_until = at;
}

}  // namespace muster::forecast
