#include "reconciler/core/history/known_objects.hpp"

#include <catch2/catch.hpp>

#include "tests/core/history/one_change.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// What is known after one call of a change with this effect, made on what was known before.
KnownObjects known_after(const Effect& effect, const char* kind, bool ok, const char* id,
                         KnownObjects before = {}, const FleetName& asked = kFleet) {
  Plan plan;
  Change change;
  change.id = kChange;
  change.effect = effect;
  plan.changes = {change};
  const std::vector<JournalBody> bodies = {ApplyStarted{kPlan, kFleet, "ada", "{}"},
                                           StepStarted{kPlan, kChange, 0, kind, kind},
                                           StepFinished{kPlan, kChange, 0, ok, id, ""}};
  std::vector<JournalEntry> entries;
  for (const auto& body : bodies)
    entries.push_back({static_cast<std::int64_t>(entries.size()) + 1, noon(), kFleet, body});
  add_journalled(
      entries, asked, [&](const std::string&) -> Result<Plan> { return plan; }, before);
  return before;
}

KnownObjects one_machine() {
  KnownObjects known;
  known.machines[MachineId("7")] = kFirst;
  known.volumes[VolumeId("7")] = {kFirst, 1};
  return known;
}

}  // namespace

TEST_CASE("what the journal tells was made is known by the id that the cloud gave it") {
  CHECK(known_after(CreateMachine{kFirst, {}}, "create_machine", true, "9").machines.at(MachineId("9")) ==
        kFirst);
  CHECK(known_after(ReplaceMachine{kFirst, MachineId("7"), {}, {}, ""}, "create_machine", true, "9")
            .machines.contains(MachineId("9")));
  CHECK(
      known_after(CreateVolume{{kFirst, 1}, {}}, "create_volume", true, "v").volumes.contains(VolumeId("v")));
  CHECK(known_after(CreateBalancer{{PoolName("worker"), 1}, {}}, "create_balancer", true, "b")
            .balancers.contains(LoadBalancerId("b")));
  CHECK(known_after(CreateFirewall{PoolName("worker"), {}}, "create_firewall", true, "f")
            .firewalls.contains(FirewallId("f")));
  CHECK(known_after(CreateNetwork{NetworkSpec{"fpai", Region("nyc3"), ""}}, "create_network", true, "n")
            .networks.at(NetworkId("n")) == "fpai");
}

TEST_CASE("what the cloud accepted is known, though the waiting behind it failed") {
  CHECK(
      known_after(CreateMachine{kFirst, {}}, "create_machine", false, "9").machines.contains(MachineId("9")));
}

TEST_CASE("what was not made, or by another call, or for another fleet, is not known") {
  CHECK(known_after(CreateMachine{kFirst, {}}, "create_machine", true, "") == KnownObjects{});
  CHECK(known_after(CreateMachine{kFirst, {}}, "join_balancer", true, "9") == KnownObjects{});
  CHECK(known_after(CreateMachine{kFirst, {}}, "create_machine", true, "9", {}, FleetName("web")) ==
        KnownObjects{});
}

TEST_CASE("what was released, or begun to be destroyed, is asked for no more") {
  struct Row {
    const char* that;
    Effect effect;
    const char* kind;
    std::size_t machines;
    std::size_t volumes;
  };
  for (const auto& row : {
           Row{"a machine released", ReleaseMachine{kFirst, MachineId("7"), {}, {}, {}}, "untag_machine", 0,
               1},
           Row{"a volume released", ReleaseVolume{{kFirst, 1}, VolumeId("7"), 1, {}}, "untag_volume", 1, 0},
           Row{"a machine destroyed", DestroyMachine{kFirst, MachineId("7"), {}, {}}, "destroy_machine", 0,
               1},
           Row{"a machine only shut down", DestroyMachine{kFirst, MachineId("7"), {}, {}}, "shut_down", 1, 1},
           Row{"a machine replaced", ReplaceMachine{kFirst, MachineId("7"), {}, {}, ""}, "destroy_machine", 0,
               1},
           Row{"a volume destroyed", DestroyVolume{{kFirst, 1}, VolumeId("7"), 1}, "destroy_volume", 1, 0},
           Row{"a volume only snapshot", DestroyVolume{{kFirst, 1}, VolumeId("7"), 1, true},
               "snapshot_volume", 1, 1},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto known = known_after(row.effect, row.kind, false, "", one_machine());
      CHECK(known.machines.size() == row.machines);
      CHECK(known.volumes.size() == row.volumes);
    }
  }
}
