#include <algorithm>
#include <cmath>

#include "reconciler/core/simulate/backtest/replay.hpp"
#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"

namespace muster::backtest {
namespace {

class StaticPeak : public Scaler {
 public:
  void start(SimulatedFleet& fleet, const Demand& demand) override {
    const double peak = *std::max_element(demand.begin(), demand.end());
    const int machines = std::max(1, static_cast<int>(std::ceil(peak / kHigh - 1e-9)));
    for (int i = 0; i < machines; ++i) fleet.add_now(size_of_unit(1));
  }
  void decide(const Observation&, SimulatedFleet&) override {}
};

class Oracle : public Scaler {
 public:
  Oracle(int unit, int keep, int provisioning) : unit_(unit), keep_(keep), provisioning_(provisioning) {}

  void start(SimulatedFleet& fleet, const Demand& demand) override {
    machines_ = clairvoyant_layers(demand, unit_, keep_, provisioning_).machines;
    for (int i = 0; i < machines_.front(); ++i) fleet.add_now(size_of_unit(unit_));
  }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const auto from = static_cast<std::size_t>(seen.tick);
    const auto to = std::min(machines_.size(), from + static_cast<std::size_t>(provisioning_) + 1);
    const int ahead = *std::max_element(machines_.begin() + static_cast<std::ptrdiff_t>(from),
                                        machines_.begin() + static_cast<std::ptrdiff_t>(to));
    if (ahead != static_cast<int>(fleet.servers().size())) fleet.go_to_count(size_of_unit(unit_), ahead);
  }

 private:
  int unit_;
  int keep_;
  int provisioning_;
  std::vector<int> machines_;
};

}  // namespace

std::unique_ptr<Scaler> static_peak() {
  return std::make_unique<StaticPeak>();
}

std::unique_ptr<Scaler> oracle(int unit, int keep, int provisioning_ticks) {
  return std::make_unique<Oracle>(unit, keep, provisioning_ticks);
}

void go_to(SimulatedFleet& fleet, int unit, double vcpus) {
  if (unit == 0) {
    fleet.go_to_vcpus(vcpus);
    return;
  }
  const int size = size_of_unit(unit);
  const double capacity = simulated_ladder()[static_cast<std::size_t>(size)].capacity;
  fleet.go_to_count(size, std::max(1, static_cast<int>(std::ceil(vcpus / capacity - 1e-9))));
}

double escalated(const SimulatedFleet& fleet, double wanted) {
  return std::max(wanted, std::min(1.5 * fleet.total(), 4 * fleet.capacity()));
}

}  // namespace muster::backtest
