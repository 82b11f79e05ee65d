#include <algorithm>
#include <cmath>
#include <deque>

#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"

namespace muster::backtest {
namespace {

double capacity_of_unit(int unit) {
  return simulated_ladder()[static_cast<std::size_t>(size_of_unit(unit))].capacity;
}
int count_for(double vcpus) {
  return static_cast<int>(std::ceil(vcpus - 1e-9));
}

class HorizontalPodsScaler : public Scaler {
 public:
  explicit HorizontalPodsScaler(HorizontalPods options) : options_(options) {}

  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(size_of_unit(options_.unit)); }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const int machines = static_cast<int>(fleet.servers().size());
    double ratio = seen.utilisation / options_.target;
    if (ratio > 1.1 && fleet.pending() > 0) {  // Machines that are not ready count as idle.
      ratio = seen.used / (machines * capacity_of_unit(options_.unit) * options_.target);
    }
    const bool tolerated = std::abs(ratio - 1) <= 0.1;
    const bool turned = seen.utilisation > options_.target * 1.1 && ratio < 1;
    int want = tolerated || turned ? machines : count_for(machines * ratio);
    want = std::min(std::max(1, want), std::max(4 * machines, machines + 8));
    recommended_.emplace_back(seen.tick, want);
    while (recommended_.front().first < seen.tick - options_.stabilise) recommended_.pop_front();
    int highest = 0;
    for (const auto& [tick, count] : recommended_) highest = std::max(highest, count);
    fleet.go_to_count(size_of_unit(options_.unit), want >= machines ? want : std::min(machines, highest));
  }

 private:
  HorizontalPods options_;
  std::deque<std::pair<int, int>> recommended_;
};

class AutoscalePoolScaler : public Scaler {
 public:
  explicit AutoscalePoolScaler(AutoscalePool options) : options_(options) {}

  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(size_of_unit(options_.unit)); }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    before_ = seen_any_ ? last_use_ : seen.utilisation;
    last_use_ = seen.utilisation;
    seen_any_ = true;
    if (seen.tick - changed_ < options_.cooldown) return;
    const int machines = static_cast<int>(fleet.servers().size());
    const double use = (before_ + last_use_) / 2;
    const int want = std::max(1, count_for(machines * use / options_.target));
    if (want == machines) return;
    fleet.go_to_count(size_of_unit(options_.unit), want);
    changed_ = seen.tick;
  }

 private:
  AutoscalePool options_;
  int changed_ = -99;
  bool seen_any_ = false;
  double before_ = 0;
  double last_use_ = 0;
};

}  // namespace

std::unique_ptr<Scaler> horizontal_pods(HorizontalPods options) {
  return std::make_unique<HorizontalPodsScaler>(options);
}

std::unique_ptr<Scaler> autoscale_pool(AutoscalePool options) {
  return std::make_unique<AutoscalePoolScaler>(options);
}

}  // namespace muster::backtest
