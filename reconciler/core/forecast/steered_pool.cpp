#include "reconciler/core/forecast/steered_pool.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

constexpr std::int64_t kMostAtOnce = 120;
const double kPeakFades = std::exp2(-1.0 / 2880);
/// An hour's worth of readings is what an agent's share is known by.
constexpr double kAgentsLearn = 1.0 / 120;

}  // namespace

void take(SteeredPool& pool, Instant at, const SeenLoad& seen) {
  const auto passed = at - pool.learnt_until;
  const bool first = pool.learnt_until == Instant{};
  if (!first && passed * 2 < kPilotTick) return;
  const auto ticks =
      first ? 1 : std::clamp<std::int64_t>((passed + kPilotTick / 2) / kPilotTick, 1, kMostAtOnce);
  for (std::int64_t i = 1; i < ticks; ++i) pool.pilot.learn(pool.newest);
  pool.pilot.learn(seen);
  for (auto& [metric, peak] : pool.peaks) peak *= std::pow(kPeakFades, static_cast<double>(ticks));
  pool.newest = seen;
  pool.learnt_until = at;
}

void take_agents(SteeredPool& pool, double used, double agents) {
  if (agents < 1) return;
  const auto each = used / agents;
  pool.per_agent = pool.per_agent <= 0 ? each : pool.per_agent + (each - pool.per_agent) * kAgentsLearn;
}

}  // namespace muster::forecast
