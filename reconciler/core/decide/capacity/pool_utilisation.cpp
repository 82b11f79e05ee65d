#include "reconciler/core/decide/capacity/pool_utilisation.hpp"

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

/// From this share of the serving capacity on, a percentage only shows that the pool is full.
constexpr double kShareWhenFull = 0.99;

double edge_of(const TargetLoad& wanted) {
  return std::max(wanted.high.as_double(), 1e-3);
}

/// Subtracts the reserved part of machines from a load and its capacity. At the upper edge the percentage
/// stays the same; below it, the load is the part that grows with the work.
void take_out_reserved(LoadTarget& load_target, const TargetLoad& wanted, const PoolView& view) {
  if (wanted.metric != Metric::memory || view.pool.reserved_mib <= 0) return;
  const double reserved = view.pool.reserved_mib;
  load_target.reserved = reserved * 100 / edge_of(wanted);
  const auto less = [&](std::int64_t carried, int machines) {
    const auto left = static_cast<double>(carried) - load_target.reserved * static_cast<double>(machines);
    return static_cast<std::int64_t>(std::max(left, 1.0));
  };
  auto& load = load_target.load;
  const auto before = static_cast<double>(load.capacity);
  load.capacity = less(load.capacity, view.staying());
  load.serving = less(load.serving, view.serving());
  for (std::size_t i = 0; i < load.series.size(); ++i) {
    auto& sample = load.series[i];
    const auto used = sample.value.as_double() * before - 100 * reserved * load.machines[i];
    const auto percent = std::max(used, 0.0) / static_cast<double>(load.capacity);
    sample.value = Measure::milli(std::llround(percent * 1000));
  }
}

}  // namespace

double PoolUtilisation::share_of(const TargetLoad& wanted, Measure load) {
  return load.as_double() / edge_of(wanted) * kWarm;
}

Measure PoolUtilisation::load_at(const TargetLoad& wanted, double share) {
  return Measure::milli(std::llround(share / kWarm * edge_of(wanted) * 1000));
}

std::vector<LoadTarget> loads_of(const Target& target, const PoolView& view, Duration reach) {
  std::vector<LoadTarget> loads;
  loads.reserve(target.loads.size());
  for (const auto& wanted : target.loads) {
    loads.push_back(
        {.load = load_of(view, wanted.metric, reach), .wanted = {}, .goal = {}, .weight = 0, .reserved = 0});
    take_out_reserved(loads.back(), wanted, view);
  }
  return loads;
}

PoolUtilisation::PoolUtilisation(const Target& target, std::vector<LoadTarget> loads,
                                 const std::map<Metric, double>& peaks, const PoolView& view)
    : target_(target), load_targets_(std::move(loads)) {
  for (std::size_t i = 0; i < load_targets_.size(); ++i) {
    const auto peak = peaks.find(load_targets_[i].load.metric);
    load_targets_[i].weight = peak == peaks.end() ? 0 : peak->second / edge_of(target.loads[i]);
  }
  const CapacityModel capacity(load_targets_, view);
  total_ = capacity.now(0);
  const auto& first = load_targets_.front().load;
  serving_ = first.capacity > 0
                 ? total_ * static_cast<double>(first.serving) / static_cast<double>(first.capacity)
                 : 0;
}

Duration PoolUtilisation::period() const {
  Duration longest(1);
  for (const auto& load_target : load_targets_) longest = std::max(longest, load_target.load.step);
  return longest;
}

std::vector<UtilisationSample> PoolUtilisation::periods() const {
  std::map<std::int64_t, UtilisationSample> periods;
  const auto length = period();
  for (std::size_t i = 0; i < load_targets_.size(); ++i) {
    const auto& load = load_targets_[i].load;
    for (const auto& sample : load.series) {
      if (sample.quality != Quality::ok) continue;
      auto& period = periods[sample.at.time_since_epoch() / length];
      period.at = std::max(period.at, sample.at);
      period.share = std::max(period.share, share_of(target_.loads[i], sample.value));
      const bool newest = &sample == &load.series.back();
      const auto used = sample.value.as_double() / 100 * static_cast<double>(load.capacity);
      period.saturated = period.saturated ||
                         (load.metric != Metric::agents &&
                          (newest ? load.full : used >= kShareWhenFull * static_cast<double>(load.serving)));
    }
  }
  std::vector<UtilisationSample> all;
  all.reserve(periods.size());
  for (const auto& [number, period] : periods) all.push_back(period);
  return all;
}

void raise(std::map<Metric, double>& peaks, const std::vector<LoadTarget>& loads, Instant since) {
  for (const auto& load_target : loads) {
    auto& peak = peaks[load_target.load.metric];
    for (const auto& sample : load_target.load.series) {
      if (sample.quality != Quality::ok || sample.at <= since) continue;
      peak = std::max(peak, sample.value.as_double() * static_cast<double>(load_target.load.capacity));
    }
  }
}

}  // namespace muster
