// The mission's decision tree, second half: agents, tiers and disks.
#include <catch2/catch.hpp>

#include "tests/core/decide/decision_table.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("more than ten agents a machine ask for as many machines as they need") {
  const std::vector<DecisionRow> rows = {
      {"exactly 10 agents are not above 10",
       [](Scene& s) { s.machines(1).reading("worker", Metric::agents, 10); }, "nothing"},
      {"11 agents need a second machine",
       [](Scene& s) { s.machines(1).reading("worker", Metric::agents, 11); },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1"},
      {"21 agents need three", [](Scene& s) { s.machines(1).reading("worker", Metric::agents, 21); },
       "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb, + worker/lb-1"},
      {"the fleet's count is that of its only pool",
       [](Scene& s) { s.machines(1).reading("fleet", Metric::agents, 11); },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1"},
      {"with two pools the fleet's count is nobody's",
       [](Scene& s) {
         s.world.fleet.pools.push_back(a_pool("other"));
         s.machines(1).machines(1, "s-1vcpu-2gb", "other").reading("fleet", Metric::agents, 11);
       },
       "nothing"},
      {"counts of the machines add up",
       [](Scene& s) {
         s.machines(2).balancer("worker/lb-1");
         s.reading("worker/1", Metric::agents, 11).reading("worker/2", Metric::agents, 10);
       },
       "+ worker/3 s-1vcpu-2gb"},
      {"one crowded machine beside an empty one needs no third: its agents have room",
       [](Scene& s) {
         s.machines(2).balancer("worker/lb-1");
         s.reading("worker/1", Metric::agents, 15).reading("worker/2", Metric::agents, 2);
       },
       "nothing"},
      {"a machine that does not report does not hide a crowd",
       [](Scene& s) { s.machines(2).balancer("worker/lb-1").reading("worker/1", Metric::agents, 21); },
       "+ worker/3 s-1vcpu-2gb"},
      {"an old count is no count",
       [](Scene& s) { s.machines(1).reading("worker", Metric::agents, 30, Duration(91s)); }, "nothing"},
      {"the next free slot is taken, also in the middle",
       [](Scene& s) {
         s.machines(3).balancer("worker/lb-1").reading("worker", Metric::agents, 25);
         s.world.actual.machines.erase(Slot{PoolName("worker"), 2});
       },
       "+ worker/2 s-1vcpu-2gb"},
      {"more than max_add at once come in steps",
       [](Scene& s) {
         s.machines(1).balancer("worker/lb-1").reading("worker", Metric::agents, 100);
         s.policy("agents").max_add = 2;
       },
       "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb"},
  };
  check(rows, {a_policy("agents", {agents_rule()})});
}

TEST_CASE("a tier is the shape that so many agents need at least") {
  const std::vector<DecisionRow> rows = {
      {"4 agents: the first tier, with its volume",
       [](Scene& s) { s.machines(1).reading("worker", Metric::agents, 4); }, "+ worker/1/data-1 50"},
      {"no agents at all are the first tier as well",
       [](Scene& s) { s.machines(1).volume("worker/1/data-1", 50).reading("worker", Metric::agents, 0); },
       "nothing"},
      {"5 agents are the second",
       [](Scene& s) { s.machines(1).volume("worker/1/data-1", 50).reading("worker", Metric::agents, 5); },
       "worker/1 -> s-2vcpu-2gb"},
      {"exactly 10 agents still are",
       [](Scene& s) {
         s.machines(1, "s-2vcpu-2gb").volume("worker/1/data-1", 50).reading("worker", Metric::agents, 10);
       },
       "nothing"},
      {"12 agents: larger, a second machine, a load balancer and a larger volume",
       [](Scene& s) {
         s.machines(1, "s-2vcpu-2gb").volume("worker/1/data-1", 50).reading("worker", Metric::agents, 12);
       },
       "worker/1 -> s-2vcpu-4gb, + worker/2 s-2vcpu-4gb, worker/1/data-1 -> 100, + worker/lb-1"},
      {"volumes that add up to the tier's are enough",
       [](Scene& s) {
         s.machines(2, "s-2vcpu-4gb").balancer("worker/lb-1").volume("worker/1/data-1", 50);
         s.volume("worker/1/data-2", 50).reading("worker", Metric::agents, 12);
       },
       "nothing"},
      {"a tier never takes away",
       [](Scene& s) {
         s.machines(4, "s-4vcpu-8gb").balancer("worker/lb-1").volume("worker/3/data-1", 500);
         s.reading("worker", Metric::agents, 3);
       },
       "nothing"},
      {"machines that are large enough already count, whichever slots they have",
       [](Scene& s) {
         s.machines(3, "s-2vcpu-4gb").balancer("worker/lb-1").volume("worker/2/data-1", 100);
         s.world.actual.machines.at(Slot{PoolName("worker"), 1}).size = SizeName("s-1vcpu-2gb");
         s.reading("worker", Metric::agents, 12);
       },
       "nothing"},
      {"agents on the machines count where the pool itself tells none",
       [](Scene& s) { s.machines(1).volume("worker/1/data-1", 50).reading("worker/1", Metric::agents, 6); },
       "worker/1 -> s-2vcpu-2gb"},
      {"those that report may be enough for more, one that does not is never a reason for less",
       [](Scene& s) {
         s.machines(2)
             .balancer("worker/lb-1")
             .volume("worker/1/data-1", 50)
             .reading("worker/1", Metric::agents, 6);
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"declared agents count where nothing is read",
       [](Scene& s) {
         s.machines(1).volume("worker/1/data-1", 50);
         s.world.fleet.agents = {{"coder", PoolName("worker"), 8}};
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"readings count before declarations",
       [](Scene& s) {
         s.machines(1).volume("worker/1/data-1", 50).reading("worker", Metric::agents, 3);
         s.world.fleet.agents = {{"coder", PoolName("worker"), 8}};
       },
       "nothing"},
      {"where machines are not resized, new ones of the tier's size come",
       [](Scene& s) {
         s.machines(1).volume("worker/1/data-1", 50).reading("worker", Metric::agents, 8);
         s.pool().vertical = false;
       },
       "+ worker/2 s-2vcpu-2gb, + worker/lb-1"},
      {"nobody tells: nothing", [](Scene& s) { s.machines(1); }, "nothing"},
      {"nobody tells and there is nothing: the declared minimum", [](Scene&) {}, "+ worker/1 s-1vcpu-2gb"},
      {"above the last tier its shape holds",
       [](Scene& s) {
         s.machines(8, "s-4vcpu-8gb").balancer("worker/lb-1").balancer("worker/lb-2");
         for (const char* v : {"worker/1/data-1", "worker/2/data-1", "worker/3/data-1", "worker/4/data-1"}) {
           s.volume(v, 200);
         }
         s.reading("worker", Metric::agents, 250);
       },
       "nothing"},
  };
  check(rows, {the_tiers()});
}

TEST_CASE("a full disk gets a volume") {
  const std::vector<DecisionRow> rows = {
      {"90.0% is not above 90%", [](Scene& s) { s.machines(1).reading("worker/1", Metric::disk, 90); },
       "nothing"},
      {"90.1% is", [](Scene& s) { s.machines(1).reading("worker/1", Metric::disk, 90.1); },
       "+ worker/1/data-1 50"},
      {"the next volume number is taken",
       [](Scene& s) { s.machines(1).volume("worker/1/data-1", 50).reading("worker/1", Metric::disk, 93); },
       "+ worker/1/data-2 50"},
      {"only the machine that is full gets one",
       [](Scene& s) {
         s.machines(2).balancer("worker/lb-1");
         s.reading("worker/1", Metric::disk, 40).reading("worker/2", Metric::disk, 95);
       },
       "+ worker/2/data-1 50"},
      {"where no more volumes fit, the last one grows",
       [](Scene& s) {
         s.machines(1).volume("worker/1/data-1", 50).reading("worker/1", Metric::disk, 95);
         s.world.capabilities.max_volumes_per_machine = 1;
       },
       "worker/1/data-1 -> 100"},
      {"an old reading is no reading",
       [](Scene& s) { s.machines(1).reading("worker/1", Metric::disk, 95, Duration(91s)); }, "nothing"},
      {"a reading exactly three periods old still is",
       [](Scene& s) { s.machines(1).reading("worker/1", Metric::disk, 95, Duration(90s)); },
       "+ worker/1/data-1 50"},
      {"a failed newest reading does not hide a fresh one before it",
       [](Scene& s) {
         s.machines(1).reading("worker/1", Metric::disk, 95, 30s).failed("worker/1", Metric::disk);
       },
       "+ worker/1/data-1 50"},
  };
  check(rows, {a_policy("disk", {disk_rule()})});
}

TEST_CASE("what the tiers cost comes out of shapes and prices") {
  struct Cost {
    int agents;
    int dollars;
  };
  for (const auto& row : {Cost{10, 23}, Cost{25, 70}, Cost{50, 128}, Cost{100, 488}}) {
    Scene scene;
    auto tiers = the_tiers();
    tiers.max_add = 100;
    scene.only({tiers}).reading("worker", Metric::agents, row.agents);
    const auto shape = scene.first().to;
    Money sum = scene.world.prices.of_load_balancer().monthly * shape.balancers;
    for (const auto& [number, size] : shape.machines) sum += scene.world.prices.of_size(size).monthly;
    for (const auto& [key, gib] : shape.volumes_gib) sum += scene.world.prices.of_volume(gib).monthly;
    INFO(row.agents << " agents");
    CHECK(format_money(sum) == format_money(Money::dollars(row.dollars)));
  }
}
