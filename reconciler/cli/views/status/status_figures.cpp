#include "reconciler/cli/views/status/status_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

constexpr Metric kShown[] = {Metric::cpu, Metric::memory, Metric::disk, Metric::agents};

MachineFigures figures_of(const StatusReport& report, const PoolFigures& pool, const Slot& slot,
                          const Machine& machine) {
  MachineFigures figures;
  figures.slot = slot;
  figures.machine = &machine;
  figures.troubled = machine.status != MachineStatus::running || machine.busy;
  for (const auto metric : kShown) {
    const auto figure = figure_of(report, slot, metric);
    const auto band = pool.bands.find(metric);
    if (figure.known() && band != pool.bands.end()) figures.beyond |= band->second.above(figure.value);
    // A metric that was never measured is no problem; one that was measured once is.
    if (figure.quality == Quality::stale || figure.quality == Quality::error) figures.troubled = true;
    figures.load[metric] = figure;
  }
  return figures;
}

Figure agents_of(const StatusReport& report, const PoolFigures& pool) {
  auto whole = figure_of(report, pool.name, Metric::agents);
  if (whole.known()) return whole;
  Figure sum;
  for (const auto& machine : pool.machines) {
    const auto& one = machine.of(Metric::agents);
    if (!one.known()) continue;
    sum.quality = sum.quality == Quality::stale ? Quality::stale : one.quality;
    sum.value = sum.value + one.value;
    sum.age = std::max(sum.age, one.age);
  }
  return sum;
}

Measure busiest(const MachineFigures& machine) {
  Measure most;
  for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk})
    if (machine.of(metric).known()) most = std::max(most, machine.of(metric).value);
  return most;
}

PoolName pool_of(const Subject& subject) {
  if (const auto* slot = std::get_if<Slot>(&subject)) return slot->pool;
  const auto* pool = std::get_if<PoolName>(&subject);
  return pool ? *pool : PoolName();
}

}  // namespace

Figure figure_of(const StatusReport& report, const Subject& subject, Metric metric) {
  const auto& series = report.readings.series(subject, metric);
  Figure figure;
  for (auto sample = series.rbegin(); sample != series.rend(); ++sample) {
    if (sample->at > report.weighed_at) continue;
    if (sample->quality != Quality::ok) {
      if (figure.quality == Quality::missing) figure.quality = sample->quality;
      continue;
    }
    figure.value = sample->value;
    figure.age = report.weighed_at - sample->at;
    const auto step = declared_step(report.fleet, metric, pool_of(subject));
    const bool fresh = figure.age <= stale_after(series, step, report.weighed_at);
    figure.quality = fresh ? Quality::ok : Quality::stale;
    break;
  }
  return figure;
}

Band band_of(const std::vector<Policy>& policies, const PoolName& pool, Metric metric) {
  Band band;
  for (const auto& policy : policies) {
    if (policy.suspended || !selects(policy, pool)) continue;
    if (const auto* threshold = std::get_if<Threshold>(&policy.rule)) {
      for (const auto& rule : threshold->rules) {
        if (rule.metric != metric || rule.times_normal) continue;
        if (rule.comparison == Comparison::above) band.lower_top(rule.limit);
        if (rule.comparison == Comparison::below) band.raise_bottom(rule.limit);
      }
    } else if (const auto* target = std::get_if<Target>(&policy.rule)) {
      for (const auto& load : target->loads) {
        if (load.metric != metric) continue;
        band.lower_top(load.high);
        band.raise_bottom(load.low);
      }
    }
  }
  return band;
}

void Band::lower_top(Measure line) {
  to = to ? std::min(*to, line) : line;
}

void Band::raise_bottom(Measure line) {
  from = from ? std::max(*from, line) : line;
}

std::string to_string(const Band& band) {
  if (band.from && band.to)
    return fmt::format("{}..{}%", format_measure(*band.from), format_measure(*band.to));
  if (band.to) return fmt::format("up to {}%", format_measure(*band.to));
  if (band.from) return fmt::format("from {}%", format_measure(*band.from));
  return "";
}

std::vector<PoolFigures> pools_of(const StatusReport& report) {
  std::vector<PoolFigures> pools;
  for (const auto& pool : report.fleet.pools) {
    pools.emplace_back();
    pools.back().name = pool.name;
    pools.back().declared = &pool;
  }
  for (const auto& [slot, machine] : report.actual.machines) {
    const bool known = std::any_of(pools.begin(), pools.end(),
                                   [&slot = slot](const auto& pool) { return pool.name == slot.pool; });
    if (known) continue;
    pools.emplace_back();
    pools.back().name = slot.pool;
  }
  for (auto& pool : pools) {
    for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk})
      pool.bands[metric] = band_of(report.policies, pool.name, metric);
    for (auto at = report.actual.machines.lower_bound({pool.name, 0});
         at != report.actual.machines.end() && at->first.pool == pool.name; ++at) {
      pool.machines.push_back(figures_of(report, pool, at->first, at->second));
      pool.monthly += report.prices.of_size(at->second.size).monthly;
    }
    pool.agents = agents_of(report, pool);
  }
  return pools;
}

std::vector<const MachineFigures*> shown_of(const PoolFigures& pool, std::size_t lines) {
  std::vector<const MachineFigures*> shown;
  for (const auto& machine : pool.machines) shown.push_back(&machine);
  if (lines == 0 || shown.size() <= lines) return shown;
  const auto rank = [](const MachineFigures& machine) {
    return machine.beyond ? 2 : machine.troubled ? 1 : 0;
  };
  std::stable_sort(shown.begin(), shown.end(), [&](const auto* a, const auto* b) {
    if (rank(*a) != rank(*b)) return rank(*a) > rank(*b);
    return busiest(*a) > busiest(*b);
  });
  shown.resize(lines);
  std::sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) { return a->slot < b->slot; });
  return shown;
}

}  // namespace muster
