// Machines that applies are at work on beside a look: what they become counts already, and the work of those
// that are off, or go, is with the others.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/capacity/pool_utilisation.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Machines of these sizes, each with so much work, in vCPU, for the last hour.
Scene a_working_pool(const std::vector<std::string>& sizes, double vcpu_each, bool evenly_spread) {
  auto scene = a_roomy_pool(learned_band(), static_cast<int>(sizes.size()));
  scene.pool().vertical = true;
  int number = 0;
  for (const auto& size : sizes) {
    const Slot slot{PoolName("worker"), ++number};
    scene.world.actual.machines.at(slot).size = SizeName(size);
    const auto has = scene.world.prices.find(SizeName(size))->vcpus;
    scene.steady(to_string(slot), Metric::cpu, 100 * vcpu_each / has, 1h);
  }
  scene.agents_of_one_kind(evenly_spread);
  scene.world.capabilities.moves_agents = true;
  return scene;
}

/// The machine goes off for the resize, now.
void begin_resize(Scene& scene, int number, const std::string& to) {
  scene.world.in_flight[worker(number)] = {SizeName(to), false};
  auto& machine = scene.world.actual.machines.at(worker(number));
  machine.status = MachineStatus::off;
  machine.busy = true;
}

PoolLoad load_in(const Scene& scene, Metric metric) {
  const auto inputs = decision_inputs_of(scene.world);
  const auto view = view_of(inputs, inputs.fleet.pools.front(), scene.now);
  return load_of(view, metric, 10min);
}

}  // namespace

TEST_CASE("becoming: a machine counts as what it becomes, its readings as what it is") {
  const bool evenly_spread = GENERATE(false, true);
  CAPTURE(evenly_spread);
  auto scene = a_working_pool({"s-2vcpu-4gb", "s-2vcpu-4gb"}, 1.5, evenly_spread);
  const auto before = load_in(scene, Metric::cpu);
  REQUIRE(before.capacity == 4);
  scene.world.in_flight[worker(1)] = {SizeName("s-4vcpu-8gb"), false};
  scene.world.in_flight[worker(2)] = {SizeName("s-4vcpu-8gb"), false};
  const auto load = load_in(scene, Metric::cpu);
  CHECK(load.capacity == 8);
  CHECK(load.serving == 4);
  // Three vCPU all the same.
  CHECK(before.series.back().value == Measure::whole(75));
  CHECK(load.series.back().value == measure(37.5));
}

TEST_CASE("becoming: a full pool is seen to be full by what is there, not by what comes or is off") {
  struct Case {
    std::vector<std::string> sizes;
    double each;  // Of those that are not off.
    bool off;     // The last one, for its resize to s-4vcpu-8gb.
    bool full;
  };
  const std::string small = "s-2vcpu-4gb";
  const std::string large = "s-4vcpu-8gb";
  const std::vector<Case> cases = {
      {{small, small}, 2, false, true},           // All of both, though one becomes larger.
      {{small, small}, 1.9, false, false},        //
      {{large, large, small}, 2.7, true, false},  // 5.4 of the two's eight.
      {{large, large, small}, 4, true, true},     //
      {{large, small, small}, 2, true, true},     // The two are as full as the small one.
  };
  for (const auto& c : cases) {
    CAPTURE(c.sizes, c.each, c.off);
    auto scene = a_working_pool(c.sizes, c.each, true);
    const auto last = static_cast<int>(c.sizes.size());
    scene.world.in_flight[worker(last)] = {SizeName(large), false};
    if (c.off) {
      begin_resize(scene, last, large);
      scene.world.readings = {};
      for (int number = 1; number < last; ++number) {
        const auto has =
            scene.world.prices.find(SizeName(c.sizes[static_cast<std::size_t>(number - 1)]))->vcpus;
        scene.steady(to_string(worker(number)), Metric::cpu, 100 * c.each / has, 10min);
      }
    }
    CHECK(load_in(scene, Metric::cpu).full == c.full);
  }
}

TEST_CASE("becoming: the last small machine of a pool to which work comes alike asks for no machines more") {
  auto scene = a_working_pool({"s-4vcpu-8gb", "s-4vcpu-8gb", "s-4vcpu-8gb", "s-2vcpu-4gb"}, 1.75, true);
  look(scene);
  REQUIRE(scene.first().direction == Direction::up);
  begin_resize(scene, 4, "s-4vcpu-8gb");
  // The others have its work by now.
  scene.now += 3min;
  for (int number = 1; number <= 3; ++number)
    scene.steady(to_string(worker(number)), Metric::cpu, 58.4, 150s);
  look(scene);
  CHECK(in_short(scene.first()) == "nothing");
  SECTION("a resize that is not under way any more brings nothing") {
    scene.world.in_flight.clear();
    auto& machine = scene.world.actual.machines.at(worker(4));
    machine.status = MachineStatus::running;
    machine.busy = false;
    scene.reading("worker/4", Metric::cpu, 87.5);
    CHECK_THAT(in_short(scene.first()), !Catch::Contains("nothing"));
  }
  SECTION("one that stands still is not counted at all while it is off") {
    CHECK(load_in(scene, Metric::cpu).capacity == 16);
    scene.world.in_flight[worker(4)].stalled = true;
    CHECK(load_in(scene, Metric::cpu).capacity == 12);
    scene.world.actual.machines.at(worker(4)).busy = false;
    scene.world.actual.machines.at(worker(4)).status = MachineStatus::running;
    CHECK(load_in(scene, Metric::cpu).capacity == 8);
  }
  SECTION("what asks for more than the resize brings gets it at once") {
    scene.now += 30s;
    for (int number = 1; number <= 3; ++number) scene.reading(to_string(worker(number)), Metric::cpu, 100);
    look(scene);
    CHECK_THAT(in_short(scene.first()), Catch::Contains("+ worker/5"));
  }
}

TEST_CASE("becoming: with small machines left the next resize is asked for, not machines in its stead") {
  auto scene = a_working_pool({"s-4vcpu-8gb", "s-2vcpu-4gb", "s-2vcpu-4gb"}, 1.8, true);
  // Resizes are cheaper than a machine more.
  auto& target = std::get<Target>(scene.world.policies.front().rule);
  target.minute_off = Money();
  for (auto& offer : scene.world.prices.sizes) {
    if (offer.name == SizeName("s-4vcpu-8gb")) offer.price.monthly = Money::dollars(26);
  }
  look(scene);
  REQUIRE_THAT(in_short(scene.first()), Catch::Contains(" -> "));
  begin_resize(scene, 3, "s-4vcpu-8gb");
  look(scene);
  CHECK(in_short(scene.first()) == "worker/2 -> s-4vcpu-8gb");
}

TEST_CASE("becoming: the silence of a machine that is off for it says nothing, the others have its work") {
  auto scene = a_working_pool({"s-2vcpu-4gb", "s-2vcpu-4gb"}, 0.8, false);
  begin_resize(scene, 2, "s-4vcpu-8gb");
  scene.now += 3min;
  // Its work has come to the other one.
  scene.steady("worker/1", Metric::cpu, 80, 150s);
  const auto load = load_in(scene, Metric::cpu);
  CHECK_FALSE(load.too_few());
  CHECK(load.silent.empty());
  REQUIRE(load.series.back().quality == Quality::ok);
  // 1.6 vCPU of six.
  CHECK(load.series.back().value.as_double() == Approx(26.67).epsilon(0.001));
  SECTION("also where the resize stands still") {
    scene.world.in_flight[worker(2)].stalled = true;
    CHECK_FALSE(load_in(scene, Metric::cpu).too_few());
    // Nobody knows whether it comes back: 1.6 vCPU of two.
    CHECK(load_in(scene, Metric::cpu).series.back().value == Measure::whole(80));
  }
  SECTION("where nothing moves the work it is taken to be as loaded as the others") {
    scene.world.capabilities.moves_agents = false;
    CHECK(load_in(scene, Metric::cpu).too_few());
  }
  SECTION("of a machine that is merely off it does") {
    scene.world.in_flight.clear();
    const auto blind = load_in(scene, Metric::cpu);
    CHECK(blind.too_few());
    CHECK(blind.series.back().quality != Quality::ok);
  }
}

TEST_CASE("becoming: what machines keep for themselves is taken out of the use that was read of them") {
  auto scene =
      a_roomy_pool(learned_band({TargetLoad{Metric::memory, Measure::whole(60), Measure::whole(85), {}}}), 1);
  scene.pool().reserved_mib = 256;
  scene.steady("worker/1", Metric::memory, 20, 1h);
  const auto share = [&] {
    const auto inputs = decision_inputs_of(scene.world);
    const auto view = view_of(inputs, inputs.fleet.pools.front(), scene.now);
    const auto& target = std::get<Target>(scene.world.policies.front().rule);
    const auto loads = loads_of(target, view, 10min);
    return loads.front().load.series.back().value.as_double() *
           static_cast<double>(loads.front().load.capacity);
  };
  const auto before = share();
  // The only machine goes off; its last readings still count.
  scene.world.actual.machines.at(worker(1)).status = MachineStatus::off;
  scene.world.actual.machines.at(worker(1)).busy = true;
  CHECK(share() == Approx(before));
  begin_resize(scene, 1, "s-1vcpu-2gb");
  CHECK(share() == Approx(before));
}

TEST_CASE("becoming: a machine that goes counts as gone, its use does not") {
  const bool evenly_spread = GENERATE(false, true);
  CAPTURE(evenly_spread);
  auto scene = a_working_pool({"s-2vcpu-4gb", "s-2vcpu-4gb", "s-1vcpu-2gb"}, 0.8, evenly_spread);
  look(scene);
  scene.world.in_flight[worker(3)] = {std::nullopt, false};
  const auto load = load_in(scene, Metric::cpu);
  CHECK(load.capacity == 4);
  CHECK(load.serving == 4);
  // 2.4 vCPU of four.
  CHECK(load.series.back().value == Measure::whole(60));
  SECTION("nothing is asked for in its stead") {
    look(scene);
    CHECK_THAT(in_short(scene.first()), !Catch::Contains("+ "));
  }
  SECTION("once it is empty and silent it is not missed") {
    scene.now += 3min;
    for (int number = 1; number <= 2; ++number)
      scene.steady(to_string(worker(number)), Metric::cpu, 60, 150s);
    const auto later = load_in(scene, Metric::cpu);
    CHECK(later.silent.empty());
    CHECK(later.series.back().value == Measure::whole(60));
  }
  SECTION("another one does not go at the same time") {
    const auto decision = scene.first();
    CHECK_THAT(in_short(decision), !Catch::Contains("- "));
  }
}

TEST_CASE("becoming: what a pool tells as one holds the use of a machine that goes while it runs") {
  auto scene = a_roomy_pool(learned_band(), 3, "s-2vcpu-4gb");
  scene.steady("worker", Metric::cpu, 60, 1h);
  scene.world.in_flight[worker(3)] = {std::nullopt, false};
  // 3.6 vCPU of four.
  CHECK(load_in(scene, Metric::cpu).series.back().value == Measure::whole(90));
  scene.world.in_flight[worker(3)].stalled = true;
  CHECK(load_in(scene, Metric::cpu).series.back().value == Measure::whole(90));
}

TEST_CASE("becoming: the last machine that goes leaves nothing to reckon with") {
  const bool evenly_spread = GENERATE(false, true);
  auto scene = a_working_pool({"s-2vcpu-4gb"}, 0.8, evenly_spread);
  look(scene);
  scene.world.in_flight[worker(1)] = {std::nullopt, false};
  look(scene);
  CHECK(load_in(scene, Metric::cpu).capacity == 0);
  CHECK_NOTHROW(scene.decide());
}

TEST_CASE("becoming: the cap counts what it will cost") {
  auto scene = a_working_pool({"s-2vcpu-4gb", "s-2vcpu-4gb"}, 1.9, false);
  // Two at $24; the one becomes $48, so that $72 is spent and one of $12 more may come.
  scene.world.fleet.budget.monthly_cap = Money::dollars(72);
  look(scene);
  REQUIRE(scene.first().direction == Direction::up);
  scene.pool().vertical = false;
  scene.world.in_flight[worker(1)] = {SizeName("s-4vcpu-8gb"), false};
  scene.now += 30s;
  for (int number = 1; number <= 2; ++number) scene.reading(to_string(worker(number)), Metric::cpu, 100);
  look(scene);
  const auto decision = scene.first();
  CHECK(in_short(decision) == "nothing");
  REQUIRE_FALSE(decision.clamps.empty());
  CHECK_THAT(decision.clamps.back().message,
             Catch::Contains("the fleet costs $72.00 and may cost at most $72.00"));
  // It may still come to its end, and then it bills.
  scene.world.in_flight[worker(1)].stalled = true;
  CHECK(in_short(scene.first()) == "nothing");
}
