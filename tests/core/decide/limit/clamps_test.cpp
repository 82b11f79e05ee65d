// What keeps a decision from being carried out in full, and that it says so.
#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

using Kind = RecentChange::Kind;

std::string first_clamp(const Decision& decision) {
  if (decision.clamps.empty()) return "";
  return std::string(to_string(decision.clamps.front().kind)) + ": " + decision.clamps.front().message;
}

void hot(Scene& s, int number = 1) {
  s.steady("worker/" + std::to_string(number), Metric::cpu, 85, 6min);
}

}  // namespace

TEST_CASE("every clamp cuts what it must and says so") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    const char* then;
    const char* clamp;  ///< "kind: says" of the first one, or "".
  };
  const std::vector<Row> rows = {
      {"a policy that cools down asks for no more",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 25).recent(Kind::add_volume, "worker/1", 4min);
         s.policy("agents").cooldown_up = 5min;
       },
       "nothing",
       "cooldown: crowded: the pool changed at 2026-11-23T19:56:00Z; its cooldown of 5m ends at "
       "2026-11-23T20:01:00Z"},
      {"the end of a cooldown is exclusive",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 11).recent(Kind::add_volume, "worker/1", 5min);
         s.policy("agents").cooldown_up = 5min;
       },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1", ""},
      {"a way down does not cool the way up",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 11);
         s.recent(Kind::other, "worker/1", 1min, Direction::down);
         s.policy("agents").cooldown_up = 5min;
       },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1", ""},
      {"what is recorded ahead of now, because the clock was set back, holds no growth back",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 11).recent(Kind::add_volume, "worker/1", -55min);
         s.policy("agents").cooldown_up = 5min;
       },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1", ""},
      {"and hides nothing that is recorded before now",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 11).recent(Kind::add_volume, "worker/1", 4min);
         s.recent(Kind::add_volume, "worker/1", -55min);
         s.policy("agents").cooldown_up = 5min;
       },
       "nothing",
       "cooldown: crowded: the pool changed at 2026-11-23T19:56:00Z; its cooldown of 5m ends at "
       "2026-11-23T20:01:00Z"},
      {"more machines than max_add come in steps",
       [](Scene& s) { s.machines(1).balancer("worker/lb-1").reading("worker", Metric::agents, 60); },
       "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb, + worker/4 s-1vcpu-2gb, + worker/5 s-1vcpu-2gb",
       "rate limit: crowded: 5 more machines needed, at most 4 at once"},
      {"the maximum of the pool holds",
       [](Scene& s) {
         s.machines(1).balancer("worker/lb-1").reading("worker", Metric::agents, 30);
         s.pool().max = 2;
       },
       "+ worker/2 s-1vcpu-2gb", "bounds: 3 machines needed, pool worker allows 2"},
      {"one resize at a time",
       [](Scene& s) {
         // Nothing moves their work: it waits while a machine is off.
         s.machines(3), hot(s, 1), hot(s, 2), hot(s, 3);
         s.pool().balancer.reset();
         s.pool().max = 3;
         s.world.capabilities.moves_agents = false;
       },
       "worker/1 -> s-2vcpu-2gb",
       "disruption budget: 3 machines need a resize, at most 1 of pool worker at a time: the others follow"},
      {"what the account does not allow is left out",
       [](Scene& s) {
         s.machines(1).balancer("worker/lb-1").reading("worker", Metric::agents, 40);
         s.world.actual.limits = {10, 8, std::nullopt, 0};
       },
       "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb",
       "account limit: 3 new machines needed, the account allows 2; instead: 2 x s-1vcpu-2gb more"},
      {"no capacity for volumes: none",
       [](Scene& s) {
         s.machines(1).reading("worker/1", Metric::disk, 95);
         s.world.actual.limits = {std::nullopt, 0, 5, 5};
       },
       "nothing", "account limit: 1 new volumes needed, the account allows 0"},
      {"the money cap is exact: what costs just so much passes",
       [](Scene& s) { s.machines(1), hot(s), s.world.fleet.budget.monthly_cap = Money::dollars(18); },
       "worker/1 -> s-2vcpu-2gb", ""},
      {"a micro-dollar less and it does not",
       [](Scene& s) {
         s.machines(1), hot(s), s.world.fleet.budget.monthly_cap = Money::dollars(18) - Money::micros(1);
       },
       "nothing",
       "money cap: resize worker/1 to s-2vcpu-2gb for $6.00 a month omitted: the fleet costs $12.00 and may "
       "cost at most $18.00"},
      {"growth is cut back to the best that the money buys, with the load balancer that comes along",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 40);
         s.world.fleet.budget.monthly_cap = Money::dollars(40);
       },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1",
       "money cap: 3 x s-1vcpu-2gb more for $48.00 a month omitted: the fleet costs $12.00 and may cost at "
       "most "
       "$40.00; instead: 1 x s-1vcpu-2gb more"},
      {"a load balancer that stands behind one machine only is not bought",
       [](Scene& s) {
         s.machines(1).reading("worker", Metric::agents, 20);
         s.world.fleet.budget.monthly_cap = Money::dollars(23);
       },
       "nothing",
       "money cap: 1 x s-1vcpu-2gb more for $24.00 a month omitted: the fleet costs $12.00 and may cost at "
       "most "
       "$23.00"},
      {"above its cap already, a fleet holds and loses nothing",
       [](Scene& s) {
         s.machines(3).balancer("worker/lb-1"), hot(s);
         s.world.fleet.budget.monthly_cap = Money::dollars(20);
       },
       "nothing",
       "money cap: resize worker/1 to s-2vcpu-2gb for $6.00 a month omitted: the fleet costs $48.00 and may "
       "cost at most $20.00"},
      {"machines that nobody uses bill as well",
       [](Scene& s) {
         s.machines(1), hot(s), s.world.fleet.budget.monthly_cap = Money::dollars(29);
         s.world.actual.strays = {a_machine(Slot{PoolName("worker"), 1})};
       },
       "nothing",
       "money cap: resize worker/1 to s-2vcpu-2gb for $6.00 a month omitted: the fleet costs $24.00 and may "
       "cost at most $29.00"},
      {"a cloud that was not seen whole is left alone",
       [](Scene& s) { s.machines(1), hot(s), s.world.actual.gaps = {"page 2 of droplets"}; }, "nothing",
       "missing data: muster could not read the whole cloud (page 2 of droplets): it changes nothing"},
      {"also when the pool is under its minimum",
       [](Scene& s) { s.world.actual.gaps = {"droplets: timeout"}; }, "nothing",
       "missing data: muster could not read the whole cloud (droplets: timeout): it changes nothing"},
      {"and when it is over its maximum",
       [](Scene& s) { s.machines(3), s.pool().max = 1, s.world.actual.gaps = {"volumes"}; }, "nothing",
       "missing data: muster could not read the whole cloud (volumes): it changes nothing"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({a_policy("cpu", {cpu_rule()}), a_policy("agents", {agents_rule()}),
                  a_policy("disk", {disk_rule()})});
      row.given(scene);
      const auto decision = scene.first();
      CHECK(in_short(decision) == row.then);
      CHECK(first_clamp(decision) == row.clamp);
    }
  }
}

TEST_CASE("a pool within its declared bounds, whatever the policies say") {
  SECTION("under its minimum it gets machines, for a reason that stands in the fleet file") {
    Scene scene;
    scene.only({});
    scene.pool().min = 2;
    const auto decision = scene.first();
    CHECK(in_short(decision) == "+ worker/1 s-1vcpu-2gb, + worker/2 s-1vcpu-2gb, + worker/lb-1");
    const auto& cause = decision.because.at(Slot{PoolName("worker"), 2}).front();
    CHECK(cause.policy.empty());
    CHECK(cause.rule == "pool minimum");
    CHECK(to_string(cause.at) == "fleet.yaml:9:5");
    CHECK(cause.message == "pool worker is declared with at least 2 machines");
  }
  SECTION("machines of a higher minimum are of the cheapest size: nothing asks for more") {
    Scene scene;
    scene.only({}).machines(1, "s-4vcpu-8gb").balancer("worker/lb-1");
    scene.pool().min = 2;
    CHECK(in_short(scene.first()) == "+ worker/2 s-1vcpu-2gb");
  }
  SECTION("above its maximum those go whose going loses the least: data counts more than agents") {
    Scene scene;
    scene.only({}).machines(4).balancer("worker/lb-1").volume("worker/2/data-1", 50);
    scene.reading("worker/1", Metric::agents, 3).reading("worker/2", Metric::agents, 1);
    scene.reading("worker/3", Metric::agents, 5).reading("worker/4", Metric::agents, 3);
    scene.pool().max = 2;
    const auto decision = scene.first();
    CHECK(in_short(decision) == "- worker/1, - worker/4");
    CHECK(decision.because.at(Slot{PoolName("worker"), 4}).front().message ==
          "pool worker has 4 machines, at most 2 are declared");
  }
  SECTION("down to one machine the load balancer goes along") {
    Scene scene;
    scene.only({}).machines(2).balancer("worker/lb-1");
    scene.pool().max = 1;
    CHECK(in_short(scene.first()) == "- worker/2, - worker/lb-1");
  }
  SECTION("every machine has its declared volumes, and none is made smaller") {
    Scene scene;
    scene.only({}).machines(2).balancer("worker/lb-1").volume("worker/2/data-1", 80);
    scene.pool().volumes = {{50, "xfs"}};
    CHECK(in_short(scene.first()) == "+ worker/1/data-1 50");
  }
  SECTION("a volume without a machine is kept and told") {
    Scene scene;
    scene.only({}).machines(1).volume("worker/7/data-1", 80);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "nothing");
    CHECK(decision.notes ==
          std::vector<std::string>{"worker/7/data-1 has no machine; muster keeps it, and it costs money"});
  }
}

TEST_CASE("the money cap holds over all pools together, the first pools first") {
  Scene scene;
  scene.world.fleet.pools = {a_pool("web"), a_pool("worker")};
  scene.only({a_policy("cpu", {cpu_rule()})}).machines(1, "s-1vcpu-2gb", "web").machines(1);
  scene.steady("web/1", Metric::cpu, 85, 6min).steady("worker/1", Metric::cpu, 85, 6min);
  scene.world.fleet.budget.monthly_cap = Money::dollars(30);
  const auto decisions = scene.decide();
  CHECK(in_short(decisions[0]) == "web/1 -> s-2vcpu-2gb");
  CHECK(in_short(decisions[1]) == "nothing");
  CHECK(in_short(Decision{
            decisions[1].pool, {}, decisions[1].from, {}, decisions[1].uncapped, {}, {}, {}, {}, {}}) ==
        "worker/1 -> s-2vcpu-2gb");
}

TEST_CASE("readings move a fleet once") {
  Scene scene;
  scene.only(
      {a_policy("cpu", {cpu_rule()}), a_policy("disk", {disk_rule()}), a_policy("agents", {agents_rule()})});
  SECTION("a resize has spent its machine's load, not its disk") {
    scene.machines(1);
    hot(scene);
    scene.reading("worker/1", Metric::disk, 95).recent(Kind::resize_machine, "worker/1", Duration(0));
    CHECK(in_short(scene.first()) == "+ worker/1/data-1 50");
  }
  SECTION("nor another machine's load") {
    scene.machines(2).balancer("worker/lb-1");
    hot(scene, 2);
    scene.recent(Kind::resize_machine, "worker/1", Duration(0));
    CHECK(in_short(scene.first()) == "worker/2 -> s-2vcpu-2gb");
  }
  SECTION("a new machine has spent everybody's load") {
    scene.machines(2).balancer("worker/lb-1");
    hot(scene, 1);
    scene.recent(Kind::create_machine, "worker/2", Duration(0));
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("a volume has spent its machine's disk, not its load") {
    scene.machines(1);
    hot(scene);
    scene.reading("worker/1", Metric::disk, 95).recent(Kind::add_volume, "worker/1", Duration(0));
    CHECK(in_short(scene.first()) == "worker/1 -> s-2vcpu-2gb");
  }
  SECTION("what came after the change counts again, for as long as the rule asks") {
    scene.machines(1);
    hot(scene);
    scene.recent(Kind::resize_machine, "worker/1", Duration(4min) + Duration(59s));
    CHECK(in_short(scene.first()) == "nothing");
    scene.world.recent.clear();
    scene.recent(Kind::resize_machine, "worker/1", Duration(5min) + Duration(1s));
    CHECK(in_short(scene.first()) == "worker/1 -> s-2vcpu-2gb");
  }
  SECTION("a change that took long has spent what was read meanwhile") {
    scene.machines(1);
    hot(scene);
    scene.recent(Kind::resize_machine, "worker/1", 10min);
    scene.world.recent.back().finished_at = scene.now - Duration(1min);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("recorded readings replayed later are held against when it was decided") {
    scene.machines(1);
    hot(scene);
    scene.recent(Kind::resize_machine, "worker/1", 10min);
    scene.world.recent.back().finished_at = scene.now + Duration(24h);
    CHECK(in_short(scene.first()) == "worker/1 -> s-2vcpu-2gb");
  }
}
