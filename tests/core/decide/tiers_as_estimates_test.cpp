// Tiers as estimates: they count while no load of the agents can have been measured.
#include <catch2/catch.hpp>

#include "tests/core/decide/decision_table.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Policy estimates(Duration jumps = 10min) {
  auto policy = the_tiers();
  auto& tiers = std::get<Tiers>(policy.rule);
  tiers.role = TierRole::estimate;
  tiers.answers_jumps_for = jumps;
  return policy;
}

void measured(Scene& s, int machines) {
  for (int n = 1; n <= machines; ++n)
    s.steady("worker/" + std::to_string(n), Metric::cpu, 40, 30min)
        .steady("worker/" + std::to_string(n), Metric::memory, 40, 30min);
}

constexpr const char* kTierOf25 =
    "worker/1 -> s-2vcpu-4gb, + worker/2 s-2vcpu-4gb, + worker/1/data-1 100, + worker/lb-1";

}  // namespace

TEST_CASE("an estimate counts while no load can have been measured") {
  check({{"an empty pool begins with the shape of its tier",
          [](Scene& s) { s.steady("worker", Metric::agents, 3, 30min); },
          "+ worker/1 s-1vcpu-2gb, + worker/1/data-1 50"},
         {"a pool without any reading of its load has the shape of its tier",
          [](Scene& s) { s.machines(1).steady("worker", Metric::agents, 20, 30min); }, kTierOf25},
         {"agents of a larger tier have just come",
          [](Scene& s) {
            s.machines(1), measured(s, 1);
            s.steady("worker", Metric::agents, 4, 30min, 5min).steady("worker", Metric::agents, 20, 4min);
          },
          kTierOf25},
         {"a slow rise over the border of a tier is no jump",
          [](Scene& s) {
            s.machines(1), measured(s, 1);
            s.steady("worker", Metric::agents, 10, 30min, 5min).steady("worker", Metric::agents, 11, 4min);
          },
          "nothing"},
         {"they have been there for longer: measured load decides",
          [](Scene& s) {
            s.machines(1), measured(s, 1);
            s.steady("worker", Metric::agents, 4, 30min, 12min).steady("worker", Metric::agents, 20, 11min);
          },
          "nothing"},
         {"more agents of the same tier are no jump",
          [](Scene& s) {
            s.machines(1), measured(s, 1);
            s.steady("worker", Metric::agents, 11, 30min, 5min).steady("worker", Metric::agents, 20, 4min);
          },
          "nothing"},
         {"fewer agents are no jump",
          [](Scene& s) {
            s.machines(1), measured(s, 1);
            s.steady("worker", Metric::agents, 20, 30min, 5min).steady("worker", Metric::agents, 4, 4min);
          },
          "nothing"},
         {"a declared number cannot jump",
          [](Scene& s) {
            s.machines(1), measured(s, 1);
            s.agents_of_one_kind(true);
            s.world.fleet.agents.front().count = 20;
          },
          "nothing"}},
        {estimates()});
}

TEST_CASE("an estimate keeps nothing that measured load does not need") {
  Scene s;
  s.only({estimates(), a_policy("idle", {idle_rule()})}).machines(3).balancer("worker/lb-1");
  for (int n = 1; n <= 3; ++n) {
    const auto name = "worker/" + std::to_string(n);
    s.steady(name, Metric::cpu, 5, 30min).steady(name, Metric::memory, 10, 30min);
    s.steady(name, Metric::agents, 20, 30min);
  }
  CHECK(in_short(s.first()) == "- worker/3");
  std::get<Tiers>(s.world.policies.front().rule).role = TierRole::floor;
  CHECK(s.first().direction == Direction::up);
}
