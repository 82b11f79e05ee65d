#include "reconciler/core/decide/strategy/update_headroom.hpp"

#include <algorithm>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/pool_utilisation.hpp"
#include "reconciler/core/decide/load/agents_waiting.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

using forecast::kHeadroomTick;
using forecast::PoolHeadroom;

/// The recommender starts with readings of this length.
constexpr Duration kFirstReach = 2h;

/// The boot time in ticks, rounded up. The previous value stays while it is roughly
/// right.
int lead_ticks(Duration boot, int so_far) {
  if (so_far > 0 && boot > kHeadroomTick * (so_far - 2) && boot <= kHeadroomTick * so_far + 5s) return so_far;
  return static_cast<int>(std::max<std::int64_t>(1, (boot + kHeadroomTick - 1s) / kHeadroomTick));
}

PoolHeadroom& headroom_of(LearnedState& known, const PoolView& view, bool saturates) {
  const auto boot = boot_time(&known, view);
  auto found = known.headrooms.find(view.pool.name);
  if (found == known.headrooms.end()) {
    forecast::SimulationOptions options;
    options.lead_ticks = lead_ticks(boot, 0);
    options.saturates = saturates;
    found = known.headrooms.emplace(view.pool.name, PoolHeadroom(options)).first;
  }
  auto& recommender = found->second.recommender;
  const int lead = lead_ticks(boot, recommender.lead());
  if (lead != recommender.lead()) recommender.set_lead(lead);
  if (saturates != recommender.saturates()) recommender.set_saturates(saturates);
  return found->second;
}

/// The longest sampling step of the loads and of the agents.
Duration longest_step(const Target& target, const PoolView& view) {
  auto longest = step_of(view, Metric::agents);
  for (const auto& load : target.loads) longest = std::max(longest, step_of(view, load.metric));
  return longest;
}

/// The number of agents of the pool by sampling period.
std::map<std::int64_t, double> agents_by_period(const PoolView& view, Duration reach, Duration length) {
  std::map<std::int64_t, double> agents;
  for (const auto& sample : agents_series(view, reach)) {
    if (sample.quality == Quality::ok && sample.at <= view.now)
      agents[sample.at.time_since_epoch() / length] = sample.value.as_double();
  }
  return agents;
}

/// The load of a period. A full pool only shows that it is full, but its agents may show the demand: it grows
/// with their number.
forecast::SeenLoad seen_in(const UtilisationSample& period, PoolHeadroom& pool, std::optional<double> agents,
                           double total) {
  forecast::SeenLoad seen{.used = period.share * total, .full = period.saturated};
  if (!agents) return seen;
  if (!period.saturated) {
    take_agents(pool, seen.used, *agents);
  } else if (const double wanted = *agents * pool.per_agent; wanted > seen.used) {
    seen = {.used = wanted, .full = false};
  }
  return seen;
}

/// The vCPUs of one more agent: as learned from readings of both, else as its class requests them.
double load_of_agent(const PoolHeadroom& pool, const PoolView& view) {
  if (pool.per_agent > 0) return pool.per_agent;
  return static_cast<double>(agent_requests(view).requests.cpu_milli) / 1000;
}

}  // namespace

void update_headrooms(LearnedState& known, const Target& target, const PoolView& view) {
  if (!is_learned(target.headroom) || view.machines.empty()) return;
  const auto before = known.headrooms.find(view.pool.name);
  const auto reach = before == known.headrooms.end() ? kFirstReach : view.now - before->second.learnt_until;
  const auto length = longest_step(target, view);
  const auto agents = agents_by_period(view, reach + kHeadroomTick, length);
  auto& pool = headroom_of(known, view, agents.empty());
  pool.recommender.set_price_of_overload(target.price_of_overload);
  auto loads = loads_of(target, view, reach);
  raise(pool.peaks, loads, pool.learnt_until);
  const PoolUtilisation samples(target, std::move(loads), pool.peaks, view);
  for (const auto& period : samples.periods()) {
    if (period.at <= pool.learnt_until) continue;
    const auto reported = agents.find(period.at.time_since_epoch() / length);
    const auto count = reported == agents.end() ? std::nullopt : std::optional(reported->second);
    auto seen = seen_in(period, pool, count, samples.total());
    if (const auto waiting = waiting_agents(view, period.at); waiting && *waiting > 0)
      seen.waiting = *waiting * load_of_agent(pool, view);
    forecast::take(pool, period.at, seen);
  }
}

}  // namespace muster
