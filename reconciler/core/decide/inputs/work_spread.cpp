#include "reconciler/core/decide/inputs/work_spread.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "reconciler/core/decide/inputs/quorum.hpp"
#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

/// Lower loads, in percent, come mostly from the system itself.
constexpr double kLeastLoad = 5;

/// The mean squared distance from the mean.
double variance(const std::vector<double>& values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size());
}

/// Whether each machine serves work by its size, as the readings of that load show it. nullopt: they do not
/// show it, because fewer than 60% of the machines report, or all have the same capacity.
std::optional<bool> by_size(Metric metric, const std::vector<const Machine*>& machines,
                            const DecisionInputs& inputs, const PoolName& pool, Instant now) {
  const Window newest{Duration(0), declared_step(inputs.fleet, metric, pool), {}};
  std::vector<double> loads;  // Logarithms, so that ratios count and not amounts.
  std::vector<double> works;
  double first = 0;
  bool several = false;
  for (const auto* machine : machines) {
    const auto* offer = inputs.prices.find(machine->size);
    const auto signal = summarise(inputs.readings.series(Subject(machine->slot), metric), newest, now);
    if (!offer || signal.quality != Quality::ok || signal.newest.value.as_double() < kLeastLoad) continue;
    const auto has = static_cast<double>(std::max<std::int64_t>(capacity_of(*offer, metric), 1));
    if (first == 0) first = has;
    several = several || has != first;
    const double load = std::log(signal.newest.value.as_double());
    loads.push_back(load);
    works.push_back(load + std::log(has));
  }
  if (!several || !has_quorum(loads.size(), machines.size())) return std::nullopt;
  return variance(loads) < variance(works);
}

}  // namespace

bool capacity_by_size(const std::vector<const Machine*>& machines, const DecisionInputs& inputs,
                      const PoolName& pool, Instant now) {
  for (const auto metric : {Metric::cpu, Metric::memory})
    if (const auto shown = by_size(metric, machines, inputs, pool, now)) return *shown;
  return false;
}

}  // namespace muster
