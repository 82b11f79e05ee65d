#include "reconciler/core/forecast/headroom/pool_headroom.hpp"

#include <algorithm>
#include <cmath>

#include "reconciler/core/forecast/headroom/state_codec.hpp"

namespace muster::forecast {
namespace {

constexpr std::int64_t kMostTicksAtOnce = 120;
const double kPeakFades = std::exp2(-1.0 / 2880);
/// The load of an agent is learned from an hour of readings.
constexpr double kAgentsLearn = 1.0 / 120;

/// Change it with the meaning of any field: muster then learns again instead of reading an older state.
constexpr int kShape = 6;

}  // namespace

std::string state_of(const HeadroomRecommender& recommender) {
  auto copy = recommender;
  int shape = kShape, lead = recommender.lead();
  auto rules = kRules;
  bool saturates = recommender.saturates();
  StateOut out;
  out(shape, rules, lead, saturates, copy);
  return std::move(out).text();
}

Result<HeadroomRecommender> recommender_from(const std::string& state) {
  constexpr int kLongestLead = 2880;  // A day.
  int shape = 0, lead = 0;
  std::size_t rules = 0;
  SimulationOptions terms;
  StateIn in(state);
  in(shape, rules, lead, terms.saturates);
  if (shape != kShape || rules != kRules || lead < 1 || lead > kLongestLead)
    return Error{ErrorKind::invalid, "is not a recommender's state of this version of muster"};
  terms.lead_ticks = lead;
  HeadroomRecommender recommender(terms);
  in(recommender);
  if (!in.whole() || recommender.followed() >= kRules)
    return Error{ErrorKind::invalid, "is damaged: a part of the recommender's state is missing"};
  return recommender;
}

void take(PoolHeadroom& pool, Instant at, const SeenLoad& seen) {
  const auto passed = at - pool.learnt_until;
  const bool first = pool.learnt_until == Instant{};
  if (!first && passed * 2 < kHeadroomTick) return;
  const auto ticks =
      first ? 1 : std::clamp<std::int64_t>((passed + kHeadroomTick / 2) / kHeadroomTick, 1, kMostTicksAtOnce);
  for (std::int64_t i = 1; i < ticks; ++i) pool.recommender.learn(pool.newest);
  pool.recommender.learn(seen);
  for (auto& [metric, peak] : pool.peaks) peak *= std::pow(kPeakFades, static_cast<double>(ticks));
  pool.newest = seen;
  pool.learnt_until = at;
}

void take_agents(PoolHeadroom& pool, double used, double agents) {
  if (agents < 1) return;
  const auto each = used / agents;
  pool.per_agent = pool.per_agent <= 0 ? each : pool.per_agent + (each - pool.per_agent) * kAgentsLearn;
}

}  // namespace muster::forecast
