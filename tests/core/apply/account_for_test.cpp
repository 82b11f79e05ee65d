#include "reconciler/core/apply/account_for.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// One of each kind, known by its id, and none of them in a listing.
KnownObjects one_of_each() {
  KnownObjects known;
  known.machines[MachineId("7")] = kFirst;
  known.volumes[VolumeId("v")] = kVolume;
  known.balancers[LoadBalancerId("b")] = kBalancer;
  known.firewalls[FirewallId("f")] = kWorker;
  known.networks[NetworkId("n")] = "fpai";
  return known;
}

/// What the cloud answers about each, with and without the tag that says whose it is.
Result<Reply> present(const Operation& look, bool tagged, Instant created_at) {
  if (std::holds_alternative<call::GetMachine>(look)) {
    Machine machine;
    machine.id = MachineId("7");
    machine.created_at = created_at;
    if (tagged) machine.tags = {fleet_tag(kFleet)};
    return Reply(machine);
  }
  if (std::holds_alternative<call::GetVolume>(look)) {
    Volume volume;
    volume.id = VolumeId("v");
    volume.created_at = created_at;
    if (tagged) volume.tags = {"MUSTER-Fleet:fpai"};
    return Reply(volume);
  }
  if (std::holds_alternative<call::GetBalancer>(look)) {
    LoadBalancer balancer;
    balancer.id = LoadBalancerId("b");
    if (tagged) balancer.slot = kBalancer;
    return Reply(balancer);
  }
  if (std::holds_alternative<call::GetFirewall>(look))
    return Reply(Firewall{FirewallId("f"), "fpai-worker", tagged ? kWorker : PoolName(), {}});
  return Reply(Network{NetworkId("n"), tagged ? "fpai" : "renamed", Region("nyc3"), "10.0.0.0/16"});
}

ActualState nothing() {
  ActualState state;
  state.fleet = kFleet;
  return state;
}

}  // namespace

TEST_CASE("everything that is known and in no listing is asked for by its id, and nothing else") {
  const auto known = one_of_each();
  CHECK(looks_for_missing(known, nothing()).size() == 5);
  auto seen = nothing();
  Machine machine;
  machine.id = MachineId("7");
  seen.strays = {machine};
  seen.network_is_known = true;
  CHECK(looks_for_missing(known, seen).size() == 3);
  CHECK(looks_for_missing({}, seen).empty());
}

TEST_CASE("only an absence that the cloud tells is one; every other answer is a gap") {
  const auto known = one_of_each();
  struct Row {
    const char* that;
    Result<Reply> answer;
    bool gap;
  };
  for (const auto& row : {Row{"it is gone", Reply(Absent{}), false},
                          Row{"the cloud does not answer", Error{ErrorKind::io, "503"}, true},
                          Row{"the key may not look", Error{ErrorKind::denied, "403"}, true},
                          Row{"it is asked too often", Error{ErrorKind::rate_limited, "429"}, true},
                          Row{"the cloud cannot be asked so", Error{ErrorKind::unsupported, "no"}, true},
                          Row{"the answer is about another object", Reply(Accepted{}), true}}) {
    DYNAMIC_SECTION(row.that) {
      for (const auto& look : looks_for_missing(known, nothing())) {
        auto state = nothing();
        account_for(known, look, row.answer, noon(), state);
        CHECK(state.complete() != row.gap);
        CHECK(state.machines.empty());
      }
    }
  }
}

TEST_CASE("what is there with its tag makes the listing a gap, and without it the tag is missing") {
  const auto known = one_of_each();
  for (const bool tagged : {true, false}) {
    for (const auto& look : looks_for_missing(known, nothing())) {
      DYNAMIC_SECTION(describe(look) << (tagged ? " with" : " without") << " its tag") {
        auto state = nothing();
        account_for(known, look, present(look, tagged, noon() - 24h), noon(), state);
        CHECK(state.complete() != tagged);
        if (tagged) CHECK_THAT(state.gaps.front(), Catch::Contains("the listing is wrong"));
        const auto& odd = state.untagged;
        const auto marked =
            odd.machines.size() + odd.volumes.size() + odd.balancers.size() + odd.firewalls.size();
        const bool is_network = std::holds_alternative<call::GetNetwork>(look);
        CHECK(marked == (tagged || is_network ? 0 : 1));
        const auto seated = state.machines.size() + state.volumes.size() + state.balancers.size() +
                            state.firewalls.size() + (state.network ? 1 : 0);
        CHECK(seated == 1);
      }
    }
  }
}

TEST_CASE("a machine or volume that was made a moment ago may be in no listing yet") {
  const auto known = one_of_each();
  for (const auto& look : looks_for_missing(known, nothing())) {
    const bool tells_its_age =
        std::holds_alternative<call::GetMachine>(look) || std::holds_alternative<call::GetVolume>(look);
    if (!tells_its_age) continue;
    auto state = nothing();
    account_for(known, look, present(look, true, noon() - 1min), noon(), state);
    CHECK(state.complete());
  }
}

TEST_CASE("one without its tag whose place another has is a stray") {
  const auto known = one_of_each();
  auto state = nothing();
  Machine successor;
  successor.id = MachineId("9");
  state.machines.emplace(kFirst, successor);
  const call::GetMachine look{MachineId("7")};
  account_for(known, look, present(look, false, noon() - 24h), noon(), state);
  CHECK(state.complete());
  CHECK(state.machines.at(kFirst).id.value == "9");
  CHECK(state.strays.front().id.value == "7");
}

TEST_CASE("a firewall that was renamed is there") {
  const auto known = one_of_each();
  auto state = nothing();
  account_for(known, call::GetFirewall{FirewallId("f")},
              Reply(Firewall{FirewallId("f"), "renamed", kWorker, {}}), noon(), state);
  CHECK(state.complete());
  CHECK(state.firewalls.contains(kWorker));
  CHECK(state.untagged.firewalls.empty());
}

TEST_CASE("a key of another account makes known objects unseen, not removed") {
  struct Row {
    const char* that;
    std::string recorded;
    std::string read;
    bool one_is_present;
    bool gap;
  };
  for (const auto& row :
       {Row{"the account is the recorded one", "a", "a", false, false},
        Row{"the account is another one", "a", "b", false, true},
        Row{"another one that contains an object: it was transferred", "a", "b", true, false},
        Row{"no account was recorded", "", "b", false, false},
        Row{"the account could not be read", "a", "", false, false}}) {
    DYNAMIC_SECTION(row.that) {
      auto known = one_of_each();
      known.account = row.recorded;
      auto state = nothing();
      state.account = row.read;
      if (row.one_is_present) {
        Volume volume;
        volume.id = VolumeId("v");
        state.volumes.emplace(kVolume, volume);
      }
      check_account(known, state);
      CHECK(state.complete() != row.gap);
    }
  }
  KnownObjects none;
  none.account = "a";
  auto state = nothing();
  state.account = "b";
  check_account(none, state);
  CHECK(state.complete());
}
