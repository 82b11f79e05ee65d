#include <algorithm>

#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"

namespace muster::backtest {
namespace {

constexpr int kSustained = 300 / kTickSeconds;

double capacity_of(const Server& server) {
  return simulated_ladder()[static_cast<std::size_t>(server.size)].capacity;
}

class SeedRulesScaler : public Scaler {
 public:
  explicit SeedRulesScaler(SeedRules rules) : rules_(rules) {}

  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(3); }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    hot_ = seen.utilisation > kHigh ? hot_ + 1 : 0;
    cold_ = seen.utilisation < rules_.down_below ? cold_ + 1 : 0;
    const auto& servers = fleet.servers();
    const bool changing = fleet.pending() > 0 || std::any_of(servers.begin(), servers.end(),
                                                             [](const auto& server) { return server->busy; });
    if (changing) {  // One change at a time.
      hot_ = cold_ = 0;
      return;
    }
    act(seen, fleet);
  }

 private:
  void act(const Observation& seen, SimulatedFleet& fleet) {
    const auto& servers = fleet.servers();
    const auto lowest = *std::min_element(servers.begin(), servers.end(), [](const auto& a, const auto& b) {
      return capacity_of(*a) != capacity_of(*b) ? capacity_of(*a) < capacity_of(*b) : a->born < b->born;
    });
    double largest = 0;
    for (const auto& server : servers) largest = std::max(largest, capacity_of(*server));
    const bool crowded = seen.utilisation * largest / kVcpusPerAgent > 10;
    const auto& ladder = simulated_ladder();
    const auto up = std::find_if(ladder.begin(), ladder.end(), [&](const SimulatedSize& size) {
      return size.capacity > capacity_of(*lowest);
    });
    if (crowded || (hot_ >= kSustained && up == ladder.end())) {
      fleet.add(size_of_unit(rules_.new_unit));
      hot_ = 0;
    } else if (hot_ >= kSustained) {
      fleet.resize(lowest, static_cast<int>(up - ladder.begin()));
      hot_ = 0;
    } else if (cold_ >= rules_.down_after && servers.size() > 1) {
      if (seen.used < 0.7 * (fleet.capacity() - capacity_of(*lowest))) fleet.remove(lowest);
      cold_ = 0;
    }
  }

  SeedRules rules_;
  int hot_ = 0;
  int cold_ = 0;
};

}  // namespace

std::unique_ptr<Scaler> seed_rules(SeedRules rules) {
  return std::make_unique<SeedRulesScaler>(rules);
}

}  // namespace muster::backtest
