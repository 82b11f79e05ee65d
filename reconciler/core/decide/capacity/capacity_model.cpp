#include "reconciler/core/decide/capacity/capacity_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster {
namespace {

/// The capacity of a machine that reserves everything for itself.
constexpr double kLeastCarried = 1e-3;

/// At most this factor above the upper edge is accepted.
constexpr double kNearEnough = 1.05;

/// The number of machines times the capacity of the smallest.
template <class Carried>
double times_least(const Sizes& sizes, const Carried& carried) {
  double least = std::numeric_limits<double>::max();
  for (const auto& [size, machines] : sizes) {
    if (machines > 0) least = std::min(least, carried(size));
  }
  const int count = count_of(sizes);
  return count > 0 ? count * least : 0;
}

}  // namespace

int count_of(const Sizes& sizes) {
  int count = 0;
  for (const auto& [size, machines] : sizes) count += machines;
  return count;
}

double AgentPacking::fit_on(double carried) const {
  return std::max(1.0, std::floor(kNearEnough * kWarm * carried / each));
}

bool AgentPacking::fit(int machines, double carried) const {
  return count <= 0 || each <= 0 || machines <= 0 || std::ceil(count / machines) <= fit_on(carried);
}

CapacityModel::CapacityModel(const std::vector<LoadTarget>& load_targets, const PoolView& view)
    : load_targets_(load_targets),
      prices_(view.inputs.prices),
      evenly_spread_(view.evenly_spread),
      now_(load_targets.size(), 0.0) {
  for (const auto& size : view.pool.ladder) by_size_.emplace(size, of(size));
  for (const auto& machine : view.machines) {
    if (machine.leaving) continue;
    const auto& size = machine.size_to_come();
    auto found = by_size_.find(size);
    ++sizes_[size];
    if (found == by_size_.end()) found = by_size_.emplace(size, of(size)).first;
    for (std::size_t i = 0; i < load_targets_.size(); ++i) now_[i] += found->second[i];
  }
  if (!evenly_spread_) return;
  for (std::size_t i = 0; i < load_targets_.size(); ++i) now_[i] = evenly_spread(sizes_, i);
}

double CapacityModel::alone(const SizeName& size, const LoadTarget& load_target) const {
  return std::max(
      static_cast<double>(muster::capacity_of(size, load_target.load.metric, prices_)) - load_target.reserved,
      kLeastCarried);
}

std::vector<double> CapacityModel::of(const SizeName& size) const {
  // How many units of the load mix, as the weights define it, fit on the size.
  double fits = -1;
  for (const auto& load_target : load_targets_) {
    if (load_target.weight <= 0) continue;
    const auto times = alone(size, load_target) / load_target.weight;
    fits = fits < 0 ? times : std::min(fits, times);
  }
  std::vector<double> carried;
  for (const auto& load_target : load_targets_) {
    const auto has = alone(size, load_target);
    carried.push_back(load_target.weight <= 0 ? has : std::min(has, fits * load_target.weight));
  }
  return carried;
}

double CapacityModel::evenly_spread(const Sizes& sizes, std::size_t load_target) const {
  return times_least(sizes, [&](const SizeName& size) { return capacity_of(size, load_target); });
}

double CapacityModel::alone_evenly_spread(const Sizes& sizes, std::size_t load_target) const {
  return times_least(sizes, [&](const SizeName& size) { return alone(size, load_targets_[load_target]); });
}

double CapacityModel::more_evenly_spread(const Sizes& beside, const SizeName& size, std::size_t load_target,
                                         double wanted) const {
  auto each = capacity_of(size, load_target);
  const int there = count_of(beside);
  if (there > 0) each = std::min(each, evenly_spread(beside, load_target) / there);
  return wanted / each - there;
}

double CapacityModel::capacity_of(const SizeName& size, std::size_t load_target) const {
  const auto found = by_size_.find(size);
  return found == by_size_.end() ? of(size)[load_target] : found->second[load_target];
}

}  // namespace muster
