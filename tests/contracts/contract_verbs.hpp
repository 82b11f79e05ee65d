#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <variant>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/engine/call/call_and_wait.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster::contract {

inline constexpr int kMostLooks = 5000;

/// One call and its answer, whatever it is.
inline Result<Reply> ask(Provider& provider, const Operation& operation) {
  INFO(describe(operation));
  return perform(provider, operation, std::chrono::seconds(30));
}

/// One call with an effect that must be taken.
inline Accepted accepted(Provider& provider, const Operation& operation) {
  auto reply = ask(provider, operation);
  INFO(describe(operation) << ": " << (reply ? "" : reply.error().what));
  REQUIRE(reply.ok());
  REQUIRE(std::holds_alternative<Accepted>(*reply));
  return std::get<Accepted>(*reply);
}

/// A look at something that is there.
template <class Seen>
Seen seen(Provider& provider, const Operation& look) {
  auto reply = ask(provider, look);
  INFO(describe(look) << ": " << (reply ? "" : reply.error().what));
  REQUIRE(reply.ok());
  REQUIRE(std::holds_alternative<Seen>(*reply));
  return std::get<Seen>(*reply);
}

/// Looks until what is seen is as expected.
template <class Seen, class IsSo>
Seen seen_when(Provider& provider, const Operation& look, IsSo is_so) {
  for (int i = 0; i < kMostLooks; ++i) {
    auto now = seen<Seen>(provider, look);
    if (is_so(now)) return now;
  }
  FAIL(describe(look) << " never showed what was waited for");
  return {};
}

/// Makes a call and waits until the action that it started, if any, is done.
inline Accepted done(Provider& provider, const Operation& operation) {
  const auto taken = accepted(provider, operation);
  if (!taken.running) return taken;
  const call::GetOperation look{*taken.running};
  const auto end = seen_when<OperationState>(provider, look, [](const OperationState& state) {
    return state.phase != OperationState::Phase::running;
  });
  INFO(describe(operation) << ": " << end.detail);
  REQUIRE(end.phase == OperationState::Phase::done);
  return taken;
}

/// The fleet that the contract is about.
inline Fleet a_fleet() {
  Fleet fleet;
  fleet.name = FleetName("contract");
  fleet.provider = "digitalocean";
  fleet.regions = {Region("nyc3")};
  Pool pool;
  pool.name = PoolName("worker");
  pool.ladder = {SizeName("s-1vcpu-2gb"), SizeName("s-2vcpu-2gb")};
  pool.firewall = {{.protocol = "tcp", .ports = "22", .sources = {"0.0.0.0/0"}},
                   {.protocol = "tcp", .ports = "80", .sources = {"balancer"}}};
  fleet.pools = {pool};
  fleet.network = NetworkSpec{.name = "contract-net", .region = Region("nyc3"), .ip_range = "10.20.0.0/20"};
  return fleet;
}

inline call::CreateMachine a_machine(int number, const std::string& change = "") {
  const auto fleet = a_fleet();
  const Slot slot{PoolName("worker"), number};
  call::CreateMachine create;
  create.name = machine_name(fleet.name, slot);
  create.spec.size = SizeName("s-1vcpu-2gb");
  create.spec.region = Region("nyc3");
  create.spec.image = "ubuntu-22-04-x64";
  create.change = ChangeId(change.empty() ? "c" + std::to_string(number) : change);
  create.tags = {fleet_tag(fleet.name), pool_tag(fleet.name, PoolName("worker")), slot_tag(slot),
                 change_tag(create.change), "blue"};
  return create;
}

/// A machine that is up.
inline MachineId running_machine(Provider& provider, int number) {
  const auto made = done(provider, a_machine(number));
  const auto machine =
      seen_when<Machine>(provider, call::GetMachine{MachineId(made.id)},
                         [](const Machine& m) { return m.status == MachineStatus::running && !m.busy; });
  return machine.id;
}

inline ActualState observed(Provider& provider) {
  auto state = provider.observe(a_fleet(), Instant(std::chrono::hours(490000)));
  INFO((state ? "" : state.error().what));
  REQUIRE(state.ok());
  CHECK(state->gaps.empty());
  return *std::move(state);
}

}  // namespace muster::contract
