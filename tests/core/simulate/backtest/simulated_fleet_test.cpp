#include "reconciler/core/simulate/backtest/simulated_fleet.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/simulate/backtest/replay.hpp"
#include "reconciler/core/simulate/backtest/score.hpp"

using namespace muster;
using namespace muster::backtest;

namespace {

/// Does what it is told at one tick and nothing else.
class Scripted : public Scaler {
 public:
  explicit Scripted(std::map<int, int> machines_at) : machines_at_(std::move(machines_at)) {}
  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(size_of_unit(1)); }
  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const auto found = machines_at_.find(seen.tick);
    if (found != machines_at_.end()) fleet.go_to_count(size_of_unit(1), found->second);
  }

 private:
  std::map<int, int> machines_at_;
};

}  // namespace

TEST_CASE("a machine that goes while it is resized takes its capacity and its bill along") {
  SimulatedFleet fleet(2);
  fleet.settle(0);
  fleet.add_now(size_of_unit(1));
  fleet.add_now(size_of_unit(8));
  const auto large = fleet.servers().back();
  fleet.resize(large, size_of_unit(4));
  fleet.settle(1);
  fleet.remove(large);
  const auto rate = fleet.rate();
  for (int tick = 2; tick < 8; ++tick) fleet.settle(tick);
  CHECK(fleet.capacity() == Approx(1));
  CHECK(fleet.rate() == Approx(rate));
}

TEST_CASE("a machine serves after its provisioning delay and is billed from its creation") {
  SimulatedFleet fleet(2);
  fleet.settle(0);
  fleet.add(size_of_unit(1));
  CHECK(fleet.rate() > 0);
  CHECK(fleet.capacity() == 0);
  CHECK(fleet.total() == Approx(1));
  fleet.settle(1);
  CHECK(fleet.pending() == 1);
  fleet.settle(2);
  CHECK(fleet.capacity() == Approx(1));
  CHECK(fleet.pending() == 0);
}

TEST_CASE("a resized machine serves one tick, is off for two and comes back larger") {
  SimulatedFleet fleet(2);
  fleet.add_now(size_of_unit(1));
  fleet.settle(10);
  fleet.resize(fleet.servers().front(), size_of_unit(2));
  const double old_rate = fleet.rate();
  std::vector<double> capacity;
  for (int tick = 10; tick <= 13; ++tick) {
    fleet.settle(tick);
    capacity.push_back(fleet.capacity());
  }
  CHECK(capacity == std::vector<double>{1, 0, 0, 2});
  CHECK(fleet.rate() == Approx(2 * old_rate));
}

TEST_CASE("a machine removed early still costs a cent") {
  SimulatedFleet fleet(2);
  fleet.add_now(size_of_unit(1));
  fleet.settle(10);
  const double used = 10 * fleet.rate();
  fleet.remove(fleet.servers().front());
  CHECK(fleet.minimum_charges() == Approx(kMinimumCharge - used));
  CHECK(fleet.tally().short_lived == 1);
}

TEST_CASE("machines that do not serve yet go first, then the oldest") {
  SimulatedFleet fleet(4);
  fleet.add_now(size_of_unit(1));
  fleet.settle(1);
  fleet.add_now(size_of_unit(2));
  fleet.settle(2);
  fleet.add(size_of_unit(4));
  fleet.go_to_count(size_of_unit(1), 2);
  REQUIRE(fleet.servers().size() == 2);
  CHECK(fleet.pending() == 0);
  fleet.go_to_count(size_of_unit(1), 1);
  CHECK(fleet.servers().front()->size == size_of_unit(2));
}

TEST_CASE("a machine too large to be given back is exchanged for smaller ones, once they serve") {
  SimulatedFleet fleet(2);
  fleet.add_now(size_of_unit(8));
  fleet.settle(5);
  fleet.exchange_beyond(3);
  CHECK(fleet.pending() == 0);  // Its minimum charge is not used up.
  fleet.settle(20);
  fleet.exchange_beyond(7.5);
  CHECK(fleet.pending() == 0);  // Not a whole vCPU is spare.
  fleet.exchange_beyond(2.5);
  CHECK(fleet.total() == Approx(8 + 3));
  fleet.exchange_beyond(2.5);
  CHECK(fleet.total() == Approx(8 + 3));  // One at a time.
  fleet.give_back_beyond(2.5);
  CHECK(fleet.capacity() == Approx(8));
  fleet.settle(22);
  fleet.give_back_beyond(2.5);
  CHECK(fleet.capacity() == Approx(3));
  CHECK(fleet.minimum_charges() == Approx(0));
}

TEST_CASE("no exchange where machines boot for longer than it pays for itself") {
  SimulatedFleet fleet(20);
  fleet.add_now(size_of_unit(8));
  fleet.settle(20);
  fleet.exchange_beyond(7);
  CHECK(fleet.pending() == 0);
  fleet.exchange_beyond(4);
  CHECK(fleet.pending() > 0);
}

TEST_CASE("a saturated fleet hides the excess from the cpu signal but not from the load signal") {
  Demand demand(static_cast<std::size_t>(3 * kDay), 0.5);
  demand[static_cast<std::size_t>(2 * kDay)] = 5;
  struct Spy : Scripted {
    using Scripted::Scripted;
    void decide(const Observation& seen, SimulatedFleet&) override { most = std::max(most, seen.used); }
    double most = 0;
  };
  Spy cpu{std::map<int, int>{}};
  Spy load{std::map<int, int>{}};
  const auto replayed = replay(demand, cpu, SignalKind::cpu, 2);
  (void)replay(demand, load, SignalKind::load, 2);
  CHECK(cpu.most == Approx(1));
  CHECK(load.most == Approx(5));
  const auto score = score_of(demand, replayed, 1);
  CHECK(score.overload == Approx(100.0 / (2 * kDay)));
  CHECK(score.response_worst == Approx(30));
}

TEST_CASE("the waiting signal shows the work that comes until an ordered machine serves, and no later work") {
  Demand demand(static_cast<std::size_t>(3 * kDay), 0.5);
  const int step = 2 * kDay;
  std::fill(demand.begin() + step, demand.end(), 5.0);
  struct Spy : Scripted {
    using Scripted::Scripted;
    void decide(const Observation& seen, SimulatedFleet&) override { waiting[seen.tick] = seen.waiting; }
    std::map<int, double> waiting;
  };
  for (const int boot : {2, 10}) {
    INFO(boot << " ticks of boot");
    Spy spy{std::map<int, int>{}};
    (void)replay(demand, spy, SignalKind::waiting, boot);
    CHECK(spy.waiting.at(step - boot - 1) == Approx(0));
    CHECK(spy.waiting.at(step - boot) == Approx(4.5));
    CHECK(spy.waiting.at(step) == Approx(4.5));        // The work begins in this tick.
    CHECK(spy.waiting.at(step + 1) == Approx(0));      // Now the load shows it.
    CHECK(spy.waiting.at(3 * kDay - 1) == Approx(0));  // The end of the trace is no fall of the load.
  }
}

TEST_CASE("work that was not served counts in the second score only") {
  Demand demand(static_cast<std::size_t>(2 * kDay), 0.5);
  demand[static_cast<std::size_t>(kDay + 100)] = 5;
  Scripted scaler{std::map<int, int>{}};
  const auto score = score_of(demand, replay(demand, scaler, SignalKind::cpu, 2), 1);
  CHECK(score.lost == Approx(100 * 4 / (0.5 * (kDay - 1) + 5)));
  CHECK(score.objective_with_lost == Approx(score.objective + 0.1 * score.lost));
}

TEST_CASE("going up and down and up again is two reversals") {
  const Demand demand(static_cast<std::size_t>(2 * kDay), 0.5);
  Scripted scaler({{kDay + 10, 3}, {kDay + 20, 1}, {kDay + 30, 2}});
  const auto score = score_of(demand, replay(demand, scaler, SignalKind::cpu, 2), 1);
  CHECK(score.reversals_an_hour == Approx(2.0 / 24));
}

TEST_CASE("a trace that cannot be scored is refused with the reason") {
  const Instant start{};
  const auto flat = [&](Duration step, int rows, double value) {
    std::vector<TracePoint> trace;
    for (int i = 0; i < rows; ++i) trace.push_back({start + i * step, value});
    return trace;
  };
  CHECK(demand_of(flat(5min, 600, 3)).ok());
  CHECK_FALSE(demand_of({}).ok());
  CHECK_FALSE(demand_of(flat(7s, 10'000, 3)).ok());
  CHECK_FALSE(demand_of(flat(5min, 100, 3)).ok());
  CHECK_FALSE(demand_of(flat(5min, 600, 0)).ok());
}
