// What a round says of the fleet: ready only where its rules can see.
#include "reconciler/core/reconcile/conditions.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Condition ready_in(const Scene& scene) {
  for (auto& condition : conditions_of(a_round(scene), {}))
    if (condition.type == "Ready") return condition;
  return {};
}

}  // namespace

TEST_CASE("a fleet is not called ready while one of its rules cannot be evaluated") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    bool ready;
  };
  for (const auto& row : {
           Row{"every rule can see", [](Scene&) {}, true},
           Row{"one evaluates what nobody reports",
               [](Scene& s) { s.world.policies.push_back(a_policy("slow", {response_time_rule()})); }, false},
           Row{"unless it is suspended",
               [](Scene& s) {
                 s.world.policies.push_back(a_policy("slow", {response_time_rule()}));
                 s.world.policies.back().suspended = true;
               },
               true},
           Row{"one wants more readings than come",
               [](Scene& s) {
                 s.world.policies.push_back(a_policy("memory", {memory_rule()}));
                 for (auto ago = Duration(1h); ago >= Duration(0); ago -= 4min)
                   s.reading("worker/1", Metric::memory, 40, ago);
               },
               false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({a_policy("cpu", {cpu_rule()})}).machines(1);
      scene.pool().firewall.clear();
      scene.world.fleet.network.reset();
      scene.world.actual.network.reset();
      scene.steady("worker/1", Metric::cpu, 40, 1h);
      row.given(scene);
      const auto ready = ready_in(scene);
      INFO(ready.reason << ": " << ready.message);
      CHECK(ready.holds == row.ready);
      CHECK(ready.reason == (row.ready ? "Succeeded" : "RulesBlind"));
      if (!row.ready) CHECK(ready.message.find("cannot be evaluated for pool worker") != std::string::npos);
    }
  }
}
