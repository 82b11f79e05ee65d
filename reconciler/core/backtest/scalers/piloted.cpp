#include "reconciler/core/backtest/scalers/piloted.hpp"

#include "reconciler/core/forecast/pilot.hpp"

namespace muster::backtest {
namespace {

class PilotedScaler : public Scaler {
 public:
  explicit PilotedScaler(const forecast::TrialTerms& terms) : terms_(terms), pilot_(terms) {}

  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(size_of_unit(1)); }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const bool full = terms_.saturates && seen.utilisation >= 0.995;
    pilot_.learn({seen.used, full});
    const auto course = pilot_.course({fleet.capacity(), fleet.total()});
    if (course.at_least > fleet.total() + 1e-9) {
      fleet.go_to_vcpus(course.at_least);
    } else if (!full) {
      fleet.give_back_beyond(course.keep);
      if (terms_.without != forecast::PilotPart::exchanging) fleet.exchange_beyond(course.keep);
    }
  }

 private:
  forecast::TrialTerms terms_;
  forecast::Pilot pilot_;
};

}  // namespace

std::unique_ptr<Scaler> piloted(const forecast::TrialTerms& terms) {
  return std::make_unique<PilotedScaler>(terms);
}

}  // namespace muster::backtest
