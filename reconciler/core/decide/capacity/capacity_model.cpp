#include "reconciler/core/decide/capacity/capacity_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster {
namespace {

/// A machine that keeps all it has for itself carries no more than this.
constexpr double kLeastCarried = 1e-3;

/// So far above the upper edge is near enough.
constexpr double kNearEnough = 1.05;

/// As many times what the smallest of them carries.
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

CapacityModel::CapacityModel(const std::vector<Need>& needs, const PoolView& view)
    : needs_(needs), prices_(view.situation.prices), alike_(view.alike), now_(needs.size(), 0.0) {
  for (const auto& size : view.pool.ladder) by_size_.emplace(size, of(size));
  for (const auto& machine : view.machines) {
    if (machine.going) continue;
    const auto& size = machine.size_to_come();
    auto found = by_size_.find(size);
    ++sizes_[size];
    if (found == by_size_.end()) found = by_size_.emplace(size, of(size)).first;
    for (std::size_t i = 0; i < needs_.size(); ++i) now_[i] += found->second[i];
  }
  if (!alike_) return;
  for (std::size_t i = 0; i < needs_.size(); ++i) now_[i] = alike(sizes_, i);
}

double CapacityModel::alone(const SizeName& size, const Need& need) const {
  return std::max(static_cast<double>(muster::carries(size, need.load.metric, prices_)) - need.reserved,
                  kLeastCarried);
}

std::vector<double> CapacityModel::of(const SizeName& size) const {
  // How many times the work that the weights stand for fits on it.
  double fits = -1;
  for (const auto& need : needs_) {
    if (need.weight <= 0) continue;
    const auto times = alone(size, need) / need.weight;
    fits = fits < 0 ? times : std::min(fits, times);
  }
  std::vector<double> carried;
  for (const auto& need : needs_) {
    const auto has = alone(size, need);
    carried.push_back(need.weight <= 0 ? has : std::min(has, fits * need.weight));
  }
  return carried;
}

double CapacityModel::alike(const Sizes& sizes, std::size_t need) const {
  return times_least(sizes, [&](const SizeName& size) { return carries(size, need); });
}

double CapacityModel::alone_alike(const Sizes& sizes, std::size_t need) const {
  return times_least(sizes, [&](const SizeName& size) { return alone(size, needs_[need]); });
}

double CapacityModel::more_alike(const Sizes& beside, const SizeName& size, std::size_t need,
                                 double wanted) const {
  auto each = carries(size, need);
  const int there = count_of(beside);
  if (there > 0) each = std::min(each, alike(beside, need) / there);
  return wanted / each - there;
}

double CapacityModel::carries(const SizeName& size, std::size_t need) const {
  const auto found = by_size_.find(size);
  return found == by_size_.end() ? of(size)[need] : found->second[need];
}

}  // namespace muster
