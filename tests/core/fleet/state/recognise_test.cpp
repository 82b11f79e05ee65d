#include "reconciler/core/fleet/state/recognise.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/fleet/bill/strays.hpp"
#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Machine machine_at(const char* id, const Slot& slot) {
  Machine machine;
  machine.id = MachineId(id);
  machine.name = std::string("m-") + id;
  machine.slot = slot;
  machine.size = SizeName("s-1vcpu-2gb");
  return machine;
}
Volume a_volume(const char* id) {
  Volume volume;
  volume.id = VolumeId(id);
  volume.slot = kVolume;
  volume.size_gib = 10;
  return volume;
}
LoadBalancer a_balancer(const char* id) {
  LoadBalancer balancer;
  balancer.id = LoadBalancerId(id);
  balancer.slot = kBalancer;
  return balancer;
}
Firewall a_firewall(const char* id) {
  return {FirewallId(id), "fpai-worker", kWorker, {}};
}
Network a_network(const char* id) {
  return {NetworkId(id), "fpai", Region("nyc3"), "10.0.0.0/16"};
}

/// Of every kind one in its place, with this id, and one that claims the same place.
ActualState doubled(const char* seated, const char* stray) {
  ActualState state;
  state.machines.emplace(kFirst, machine_at(seated, kFirst));
  state.strays = {machine_at(stray, kFirst)};
  state.volumes.emplace(kVolume, a_volume(seated));
  state.stray_volumes = {a_volume(stray)};
  state.balancers.emplace(kBalancer, a_balancer(seated));
  state.stray_balancers = {a_balancer(stray)};
  state.firewalls.emplace(kWorker, a_firewall(seated));
  state.stray_firewalls = {a_firewall(stray)};
  state.network = a_network(seated);
  state.stray_networks = {a_network(stray)};
  return state;
}

void check_seated(const ActualState& state, const std::string& seated, const std::string& stray) {
  CHECK(state.machines.at(kFirst).id.value == seated);
  CHECK(state.volumes.at(kVolume).id.value == seated);
  CHECK(state.balancers.at(kBalancer).id.value == seated);
  CHECK(state.firewalls.at(kWorker).id.value == seated);
  CHECK(state.network->id.value == seated);
  const auto strays = strays_of(state, Scene().world.prices);
  REQUIRE(strays.size() == 5);
  for (const auto& each : strays) CHECK(each.id == stray);
}

}  // namespace

TEST_CASE("of two that claim one place the one that muster left has it, of every kind") {
  const auto left = known_in(doubled("7", "other"));
  auto state = doubled("3", "7");
  recognise(left, state);
  check_seated(state, "7", "3");
  CHECK(state.network_is_known);
}

TEST_CASE("of two that muster does not know the cloud's order stays") {
  auto state = doubled("3", "7");
  recognise({}, state);
  check_seated(state, "3", "7");
  CHECK_FALSE(state.network_is_known);
}

TEST_CASE("of two that muster knows both the cloud's order stays: a replacement is under way") {
  auto left = known_in(doubled("3", "x"));
  left.machines[MachineId("7")] = kFirst;
  auto state = doubled("3", "7");
  recognise(left, state);
  CHECK(state.machines.at(kFirst).id.value == "3");
}

TEST_CASE("a known machine that lost the tag of its slot has its slot, unless a successor carries it") {
  const bool has_successor = GENERATE(true, false);
  ActualState state;
  if (has_successor) state.machines.emplace(kFirst, machine_at("9", kFirst));
  state.strays = {machine_at("7", Slot{})};
  KnownObjects known;
  known.machines[MachineId("7")] = kFirst;
  recognise(known, state);
  CHECK(state.machines.at(kFirst).id.value == (has_successor ? "9" : "7"));
  CHECK(state.machines.at(kFirst).slot == kFirst);
  CHECK(state.strays.size() == (has_successor ? 1 : 0));
}

TEST_CASE("a known machine that was given another slot by hand is where it was put") {
  const Slot second{kWorker, 2};
  ActualState state;
  state.machines.emplace(second, machine_at("3", second));
  state.strays = {machine_at("7", second)};
  KnownObjects known;
  known.machines[MachineId("7")] = kFirst;
  recognise(known, state);
  CHECK(state.machines.size() == 1);
  CHECK(state.strays.front().id.value == "7");
}

TEST_CASE("what is behind the first strays is told as a number with its money, by kind") {
  ActualState state;
  for (int i = 0; i < 5; ++i) state.strays.push_back(machine_at(std::to_string(i).c_str(), Slot{}));
  state.stray_volumes = {a_volume("v")};
  state.stray_firewalls = {a_firewall("f")};
  const auto prices = Scene().world.prices;
  const auto strays = strays_of(state, prices);
  const auto each = prices.of_size(SizeName("s-1vcpu-2gb")).monthly;
  CHECK(rest_of(strays, 7).empty());
  const auto rest = rest_of(strays, 2);
  REQUIRE(rest.size() == 3);
  CHECK(rest[0] == "3 more stray machines bill " + format_money(each * 3) + " a month and fill no slot");
  CHECK(rest[1] == "1 more stray volume bills " + format_money(prices.of_volume(10).monthly) +
                       " a month and fills no slot");
  CHECK(rest[2] == "1 more stray firewall costs nothing and fills no slot");
}

TEST_CASE("a person who takes drift over lets go of what lost the fleet's tag") {
  auto state = doubled("3", "7");
  state.untagged.machines.insert(MachineId("3"));
  state.untagged.balancers.insert(LoadBalancerId("3"));
  const auto kept = without_untagged(state);
  CHECK(kept.machines.empty());
  CHECK(kept.balancers.empty());
  CHECK(kept.volumes.size() == 1);
}
