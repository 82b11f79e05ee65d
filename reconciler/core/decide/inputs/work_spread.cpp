#include "reconciler/core/decide/inputs/work_spread.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace

bool capacity_by_size(const std::vector<const Machine*>& machines, const DecisionInputs& inputs,
                      const PoolName& pool, Instant now) {
  const Window newest{Duration(0), declared_step(inputs.fleet, Metric::cpu, pool), {}};
  std::vector<double> loads;  // Logarithms, so that ratios count and not amounts.
  std::vector<double> works;
  bool several_sizes = false;
  int first_vcpus = 0;
  for (const auto* machine : machines) {
    const auto* offer = inputs.prices.find(machine->size);
    const auto signal = summarise(inputs.readings.series(Subject(machine->slot), Metric::cpu), newest, now);
    if (!offer || signal.quality != Quality::ok || signal.newest.value.as_double() < kLeastLoad) continue;
    if (first_vcpus == 0) first_vcpus = offer->vcpus;
    several_sizes = several_sizes || offer->vcpus != first_vcpus;
    const double load = std::log(signal.newest.value.as_double());
    loads.push_back(load);
    works.push_back(load + std::log(static_cast<double>(std::max(offer->vcpus, 1))));
  }
  if (!several_sizes || loads.size() * 5 < machines.size() * 3) return false;
  return variance(loads) < variance(works);
}

}  // namespace muster
