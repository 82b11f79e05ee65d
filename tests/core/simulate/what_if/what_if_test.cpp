#include <catch2/catch.hpp>

#include "reconciler/core/propose.hpp"
#include "reconciler/core/simulate/what_if/what_if.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Two machines, half busy, three agents each.
Scene half_busy() {
  Scene s;
  s.machines(2).volume("worker/1/data-1", 50).balancer("worker/lb-1");
  for (int n = 1; n <= 2; ++n) {
    const auto name = "worker/" + std::to_string(n);
    s.steady(name, Metric::cpu, 45, 15min).steady(name, Metric::memory, 40, 15min);
    s.steady(name, Metric::disk, 50, 15min).steady(name, Metric::agents, 3, 15min);
  }
  return s;
}

std::string decided(const Scene& s, const WhatIfInputs& imagined) {
  const auto decisions = propose(apply_what_if(s.world, imagined, s.now), s.now).decisions;
  return in_short(decisions.front());
}

WhatIfInputs load(std::int64_t percent) {
  WhatIfInputs imagined;
  imagined.load_percent = percent;
  return imagined;
}

}  // namespace

TEST_CASE("nothing imagined is the world as it is") {
  const auto s = half_busy();
  const auto same = apply_what_if(s.world, WhatIfInputs{}, s.now);
  CHECK(propose(same, s.now).plan == propose(s.world, s.now).plan);
  CHECK(WhatIfInputs{}.empty());
}

TEST_CASE("an imagined load has been there long enough, and no machine is busier than busy") {
  auto s = half_busy();
  s.only({a_policy("overload", {cpu_rule()})});
  CHECK(decided(s, load(100)) == "nothing");
  CHECK(decided(s, load(150)) == "nothing");
  CHECK(decided(s, load(200)) == "+ worker/3 s-1vcpu-2gb");
  const auto world = apply_what_if(s.world, load(1000), s.now);
  const auto& cpu = world.readings.series(Subject(Slot{kWorker, 1}), Metric::cpu);
  REQUIRE_FALSE(cpu.empty());
  CHECK(cpu.back().value == Measure::whole(100));
  const auto& disk = world.readings.series(Subject(Slot{kWorker, 1}), Metric::disk);
  CHECK(disk.back().value == Measure::whole(50));
  const auto& agents = world.readings.series(Subject(Slot{kWorker, 1}), Metric::agents);
  CHECK(agents.back().value == Measure::whole(30));
}

TEST_CASE("an imagined load leaves the day before alone, so that normal stays normal") {
  Scene s;
  s.only({a_policy("slow", {response_time_rule()})}).machines(1);
  s.steady("worker/1", Metric::response_time, 100, Duration(24h));
  CHECK(decided(s, load(100)) == "nothing");
  CHECK(decided(s, load(300)) == "worker/1 -> s-2vcpu-2gb");
}

TEST_CASE("imagined agents replace those that are read") {
  auto s = half_busy();
  s.only({a_policy("agents", {agents_rule()})});
  WhatIfInputs imagined;
  imagined.agents[kWorker] = 25;
  CHECK(decided(s, imagined) == "+ worker/3 s-1vcpu-2gb");
  imagined.agents[kWorker] = 20;
  CHECK(decided(s, imagined) == "nothing");
}

TEST_CASE("a lost region takes its machines, and the others take over") {
  auto s = half_busy();
  s.world.actual.machines.at({kWorker, 2}).region = Region("fra1");
  s.only({a_policy("overload", {cpu_rule()}), a_policy("agents", {agents_rule()})});
  WhatIfInputs imagined;
  imagined.lost = {Region("fra1")};
  const auto world = apply_what_if(s.world, imagined, s.now);
  CHECK(world.actual.machines.size() == 1);
  CHECK_FALSE(world.prices.sells(SizeName("s-1vcpu-2gb"), Region("fra1")));
  CHECK(world.prices.sells(SizeName("s-1vcpu-2gb"), Region("nyc3")));
  CHECK(decided(s, imagined) == "worker/1 -> s-2vcpu-2gb");  // Twice 45% are 90%.

  for (const auto& slot : {"worker/1", "worker/2"}) s.steady(slot, Metric::agents, 6, 15min);
  s.only({a_policy("agents", {agents_rule()})});
  CHECK(decided(s, imagined) == "+ worker/2 s-1vcpu-2gb");  // Twelve agents, ten to a machine.
}

TEST_CASE("the region where everything is, lost: the minimum comes again elsewhere") {
  auto s = half_busy();
  WhatIfInputs imagined;
  imagined.lost = {Region("nyc3")};
  const auto proposal = propose(apply_what_if(s.world, imagined, s.now), s.now);
  REQUIRE_FALSE(proposal.desired.machines.empty());
  for (const auto& [slot, machine] : proposal.desired.machines) CHECK(machine.region == Region("fra1"));
}

TEST_CASE("imagined prices and caps count") {
  auto s = half_busy();
  WhatIfInputs imagined;
  imagined.price_percent = 110;
  const auto now = propose(s.world, s.now).plan.cost.now.monthly;
  const auto then = propose(apply_what_if(s.world, imagined, s.now), s.now).plan.cost.now.monthly;
  CHECK(then.in_micros() * 10 == now.in_micros() * 11);

  s.only({a_policy("overload", {cpu_rule()})});
  auto capped = load(200);
  capped.cap = now;
  CHECK(decided(s, capped) == "nothing");
}

TEST_CASE("what is imagined is told, and what cannot be is refused") {
  const auto s = half_busy();
  WhatIfInputs imagined = load(150);
  imagined.lost = {Region("fra1")};
  imagined.price_percent = 95;
  imagined.cap = Money::dollars(200);
  imagined.agents[kWorker] = 60;
  CHECK(describe(imagined) == std::vector<std::string>{"load x1.5", "region fra1 lost", "prices -5%",
                                                       "cap $200/month", "60 agents in pool worker"});
  CHECK(problems_of(imagined, s.world).empty());
  imagined.lost = {Region("nyc4")};
  imagined.agents[PoolName("wroker")] = 1;
  CHECK(problems_of(imagined, s.world) ==
        std::vector<std::string>{"the fleet has nothing in region nyc4, did you mean nyc3?",
                                 "the fleet has no pool wroker"});
  imagined.agents.clear();
  imagined.lost = {Region("nyc3"), Region("fra1")};
  CHECK(problems_of(imagined, s.world).size() == 1);
}
