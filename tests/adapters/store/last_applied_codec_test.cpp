#include "reconciler/adapters/store/last_applied_codec.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/core/plan/change/drift.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Something of everything.
LastAppliedState a_last_applied_state() {
  Scene scene;
  scene.machines(2).volume("worker/1/data-1", 50).balancer("worker/lb-1");
  auto& state = scene.world.actual;
  auto& machine = state.machines.begin()->second;
  machine.made_by = ChangeId("c1");
  machine.status = MachineStatus::off;
  machine.disk_gib = 50;
  auto& volume = state.volumes.begin()->second;
  volume.tags = {"muster-fleet:fpai"};
  volume.made_by = ChangeId("c2");
  volume.name = "caf\xc3\xa9";
  auto& balancer = state.balancers.begin()->second;
  balancer.forwarding = {{"http", 80, "tcp", 8080}};
  balancer.health = {"tcp", 8080, ""};
  balancer.members = {machine.id};
  state.firewalls[PoolName("worker")] = {FirewallId("f"), "fpai-worker", PoolName("worker"),
                                         scene.pool().firewall};
  state.network = Network{NetworkId("n"), "fpai", Region("nyc3"), "10.1.0.0/20"};
  auto stray = a_machine({PoolName("worker"), 9});
  stray.slot = {};
  stray.id = MachineId("4711");
  state.strays = {stray};
  state.account = "a";
  return last_applied_after(nullptr, {}, state, 42);
}

}  // namespace

TEST_CASE("how things were left comes back such that nothing has drifted") {
  const auto left = a_last_applied_state();
  const auto again = decode_last_applied(encode_last_applied(left));
  REQUIRE(again.ok());
  CHECK(again->sequence == 42);
  CHECK(again->at == left.at);
  CHECK(again->state.account == "a");
  CHECK(find_drift(*again, left.state).empty());
  CHECK(find_drift(left, again->state).empty());
  CHECK(encode_last_applied(*again) == encode_last_applied(left));
}

TEST_CASE("what is written obeys its schema") {
  for (const auto& left : {a_last_applied_state(), LastAppliedState{}}) {
    const auto checked = check_json_text("left-state", encode_last_applied(left));
    CHECK((checked.ok() ? "" : checked.error().what) == "");
  }
}

TEST_CASE("a text torn anywhere is refused") {
  const auto text = encode_last_applied(a_last_applied_state());
  for (std::size_t keep = 0; keep < text.size(); keep += 7)
    CHECK_FALSE(decode_last_applied(text.substr(0, keep)).ok());
}

TEST_CASE("one of a later layout is refused") {
  auto text = encode_last_applied(LastAppliedState{});
  text.replace(text.find("1.1"), 3, "2.0");
  const auto left = decode_last_applied(text);
  REQUIRE_FALSE(left.ok());
  CHECK_THAT(left.error().what, Catch::Contains("this muster reads versions 1.x"));
}
