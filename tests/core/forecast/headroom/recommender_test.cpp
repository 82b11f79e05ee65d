#include "reconciler/core/forecast/headroom/recommender.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "reconciler/core/simulate/backtest/replay.hpp"
#include "reconciler/core/simulate/backtest/scalers/headroom_scaler.hpp"
#include "reconciler/core/simulate/backtest/score.hpp"

using namespace muster;
using namespace muster::backtest;

namespace {

/// A reproducible number from 0 to 1 for each tick.
double chance(int tick, unsigned seed) {
  auto x = static_cast<unsigned>(tick) * 2654435761U + seed * 40503U;
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  x ^= x >> 16;
  return x / 4294967296.0;
}

Demand load_of(int days, const std::function<double(int)>& load) {
  Demand demand;
  for (int tick = 0; tick < days * kDay; ++tick) demand.push_back(load(tick));
  return demand;
}

struct Flown {
  Replay run;
  Score score;
};

Flown fly(const Demand& demand, int lead_ticks, SignalKind signal = SignalKind::cpu) {
  forecast::SimulationOptions terms;
  terms.lead_ticks = lead_ticks;
  terms.saturates = signal == SignalKind::cpu;
  const auto scaler = headroom_scaler(terms);
  auto run = replay(demand, *scaler, signal, lead_ticks);
  const auto bound = clairvoyant_layers(demand, 1, lead_ticks, lead_ticks).cost;
  const auto score = score_of(demand, run, bound);
  return {std::move(run), score};
}

const double kTurn = 2 * std::acos(-1.0);

}  // namespace

TEST_CASE("synthetic loads stay within the flap budget and are served") {
  struct Row {
    std::string that;
    std::function<double(int)> load;
    double most_cost, most_overload;
  };
  for (const auto& row : {
           Row{"a day's sine", [](int t) { return 20 + 12 * std::sin(kTurn * t / kDay); }, 1.06, 0.0},
           Row{"a sine of two hours", [](int t) { return 20 + 12 * std::sin(kTurn * t / 240); }, 1.25, 0.2},
           Row{"a square wave, six hours each", [](int t) { return t / 720 % 2 == 0 ? 6.0 : 18.0; }, 1.1,
               1.1},
           Row{"noise of 3% around a size's line", [](int t) { return 16 * (0.97 + 0.06 * chance(t, 1)); },
               1.15, 0.01},
           Row{"a load that stands still", [](int) { return 11.0; }, 1.02, 0.0},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto flown = fly(load_of(4, row.load), 2);
      INFO("cost " << flown.score.cost_ratio << ", overload " << flown.score.overload
                   << " %, reversals an hour " << flown.score.reversals_an_hour);
      CHECK(flown.score.reversals_an_hour <= 2);
      CHECK(flown.score.cost_ratio <= row.most_cost);
      CHECK(flown.score.overload <= row.most_overload);
    }
  }
}

TEST_CASE("machines that boot slowly are waited for, not ordered twice") {
  for (const int lead : {2, 6, 10, 20}) {
    DYNAMIC_SECTION("boot of " << lead * kTickSeconds << " s") {
      const int step = 2 * kDay + 100;
      const auto demand = load_of(3, [&](int t) { return t < step ? 6.0 : 18.0; });
      const auto flown = fly(demand, lead, SignalKind::load);
      const auto peak = *std::max_element(flown.run.supply.begin() + step, flown.run.supply.end());
      CHECK(peak <= 1.6 * 18 + 1);
      CHECK(flown.score.response_worst <= (lead + 2) * kTickSeconds);
      CHECK(flown.score.episodes_a_day == Approx(0.5));  // The one step in two scored days.
    }
  }
}

TEST_CASE("a load that is known before its machines are needed is never served late") {
  for (const int lead : {2, 6, 20}) {
    DYNAMIC_SECTION("boot of " << lead * kTickSeconds << " s") {
      // Bursts at random, most of the time idle: no rule foresees them.
      const auto demand =
          load_of(6, [](int t) { return chance(t / 40, 7) > 0.9 ? 4 + 20 * chance(t / 40, 8) : 0.5; });
      const auto seen_late = fly(demand, lead, SignalKind::load);
      const auto known = fly(demand, lead, SignalKind::waiting);
      INFO("J " << known.score.objective << " instead of " << seen_late.score.objective);
      CHECK(known.score.overload == Approx(0));
      CHECK(known.score.objective <= seen_late.score.objective - 0.1);
    }
  }
}

TEST_CASE("no waiting work is the same as a signal without it") {
  forecast::HeadroomRecommender with{forecast::SimulationOptions{.saturates = false}};
  auto without = with;
  for (int t = 0; t < 400; ++t) {
    const double used = 3 + 5 * chance(t / 20, 5);
    with.learn({.used = used, .full = false, .waiting = 0});
    without.learn({.used = used, .full = false});
  }
  CHECK(with == without);
}

TEST_CASE("waiting work asks for its capacity although nothing runs of it") {
  forecast::HeadroomRecommender recommender{forecast::SimulationOptions{.saturates = false}};
  for (int t = 0; t < 30; ++t) recommender.learn({.used = 2});
  const auto before = recommender.capacity_target({.serving = 4, .total = 4});
  recommender.learn({.used = 2, .full = false, .waiting = 6});
  const auto after = recommender.capacity_target({.serving = 4, .total = 4});
  CHECK(before.at_least <= 4);
  CHECK(after.at_least >= 8);
  CHECK(after.at_least <= 8 * 1.25 + 1);
}

TEST_CASE("the same readings give the same course, to the bit") {
  const auto demand = load_of(3, [](int t) { return 4 + 10 * chance(t / 2, 3) * chance(t / 240, 4); });
  CHECK(fly(demand, 2).run.supply == fly(demand, 2).run.supply);
}

TEST_CASE("what a full fleet hid is not taken for the whole load") {
  // CPU stops at capacity: after a jump from 4 to 30 vCPUs the fleet must get there all the same, and the
  // same jump a day later must not find it unlearnt.
  const auto demand = load_of(5, [](int t) { return t % kDay < 60 ? 30.0 : 4.0; });
  const auto flown = fly(demand, 2);
  CHECK(flown.score.response_worst <= 240);
  CHECK(flown.score.lost < 15);
}

TEST_CASE(
    "a load that comes to light is not one that rose: what a pilot did while it saw nothing is no "
    "experience") {
  forecast::SimulationOptions terms;
  terms.saturates = true;
  forecast::HeadroomRecommender from_small(terms);
  for (int t = 0; t < 200; ++t) from_small.learn({1.0 + t / 40.0, true});
  forecast::HeadroomRecommender from_whole(terms);
  for (auto* recommender : {&from_small, &from_whole}) {
    for (int t = 0; t < 500; ++t) recommender->learn({20 + chance(t, 3), false});
  }
  CHECK(from_small == from_whole);
  // Once it has seen the load, being full is an experience.
  from_small.learn({24, true});
  from_small.learn({26, false});
  CHECK_FALSE(from_small == from_whole);
  CHECK(from_small.capacity_target({24, 24}).at_least > 26);
}
