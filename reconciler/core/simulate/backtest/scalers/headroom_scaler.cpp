#include "reconciler/core/simulate/backtest/scalers/headroom_scaler.hpp"

#include "reconciler/core/forecast/headroom/recommender.hpp"

namespace muster::backtest {
namespace {

class HeadroomScaler : public Scaler {
 public:
  explicit HeadroomScaler(const forecast::SimulationOptions& terms) : terms_(terms), recommender_(terms) {}

  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(size_of_unit(1)); }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const bool full = terms_.saturates && seen.utilisation >= 0.995;
    recommender_.learn({.used = seen.used, .full = full, .waiting = seen.waiting});
    const auto capacity_target = recommender_.capacity_target({fleet.capacity(), fleet.total()});
    if (capacity_target.at_least > fleet.total() + 1e-9) {
      fleet.go_to_vcpus(capacity_target.at_least);
    } else if (!full) {
      fleet.give_back_beyond(capacity_target.keep);
      if (terms_.without != forecast::RecommenderPart::exchanging)
        fleet.exchange_beyond(capacity_target.keep);
    }
  }

 private:
  forecast::SimulationOptions terms_;
  forecast::HeadroomRecommender recommender_;
};

}  // namespace

std::unique_ptr<Scaler> headroom_scaler(const forecast::SimulationOptions& terms) {
  return std::make_unique<HeadroomScaler>(terms);
}

}  // namespace muster::backtest
