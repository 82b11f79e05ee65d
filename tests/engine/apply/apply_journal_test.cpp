#include <catch2/catch.hpp>

#include "reconciler/core/history/recent_changes.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

TEST_CASE("each call with an effect is on record before it is made") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
  scene.provider.fail_next("change_size", {Fault::Kind::lose_the_call, {}});
  int effects = 0;
  scene.provider.before_call = [&](const Operation& operation) {
    if (is_look(operation)) return;
    ++effects;
    int intents = 0;
    std::string last;
    for (const auto& entry : scene.store.entries()) {
      const auto* started = std::get_if<StepStarted>(&entry.body);
      if (!started) continue;
      ++intents;
      last = started->operation;
    }
    CHECK(intents == effects);
    CHECK(last == describe(operation));
  };
  REQUIRE(scene.apply({resize_worker(1, id)}).all_done());
  CHECK(effects == 6);
}

TEST_CASE("the journal tells an apply from its beginning to its end") {
  Scene scene;
  scene.options.approved_by = "ada";
  scene.options.plan_json = "{}";
  REQUIRE(scene.apply({create_worker(1)}).all_done());

  const auto& entries = scene.store.entries();
  REQUIRE(entries.size() == 5);
  CHECK(std::get<ApplyStarted>(entries[0].body).approved_by == "ada");
  CHECK(std::get<StepStarted>(entries[1].body).kind == "create_machine");
  CHECK(std::get<StepFinished>(entries[2].body).ok);
  const auto& ended = std::get<ChangeFinished>(entries[3].body);
  CHECK(ended.outcome == "done");
  CHECK(ended.memory.kind == RecentChange::Kind::create_machine);
  CHECK(ended.memory.slot == worker(1));
  CHECK(ended.object_id == scene.provider.cloud.machines().begin()->first.value);
  CHECK(std::get<ApplyFinished>(entries[4].body).done == 1);
  CHECK(recent_changes(entries, kFleet, Instant{}).size() == 1);
}

TEST_CASE("a full disk stops before the effect, wherever it strikes") {
  // A resize writes, with its balancer, a dozen entries: the disk fills up before each of them.
  for (int room = 0; room <= 12; ++room) {
    DYNAMIC_SECTION("capacity for " << room << " entries") {
      Scene scene;
      const auto id = scene.place_worker(1);
      scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
      scene.store.fill_up_after(room);
      const auto report = scene.apply({resize_worker(1, id), create_worker(2)});
      CHECK(report.stopped_because.find("no space left") != std::string::npos);

      // Every effect has its intent on record, except those that bring the machine back.
      int intents = 0;
      for (const auto& entry : scene.store.entries())
        intents += std::holds_alternative<StepStarted>(entry.body);
      int effects = 0;
      for (const auto& kind : scene.provider.effects())
        effects += kind != "power_on" && kind != "join_balancer";
      CHECK(effects <= intents);
      CHECK(scene.machine(id).status == MachineStatus::running);
    }
  }
}

TEST_CASE("an apply whose last entries have no room is not complete, though all was made") {
  // Five entries tell of one creation: its start, the call, the reply, its end, and the end of the apply.
  for (const int room : {2, 3, 4}) {
    DYNAMIC_SECTION("capacity for " << room << " entries") {
      Scene scene;
      scene.store.fill_up_after(room);
      const auto report = scene.apply({create_worker(1)});
      CHECK(scene.provider.cloud.machines().size() == 1);
      CHECK_FALSE(report.all_done());
      CHECK(report.stopped_because.find("no space left") != std::string::npos);
    }
  }
}

TEST_CASE("without a journal nothing is begun") {
  Scene scene;
  scene.store.take_away();
  const auto report = scene.apply({create_worker(1)});
  CHECK(report.count_skipped() == 1);
  CHECK(scene.provider.calls().empty());
}

TEST_CASE("another writer on the same fleet stops this one; on another fleet it does not") {
  for (const auto* fleet : {"fpai", "other"}) {
    DYNAMIC_SECTION(fleet) {
      Scene scene;
      int calls = 0;
      scene.provider.before_call = [&](const Operation& made) {
        if (is_look(made) || ++calls != 1) return;
        const auto next = scene.store.next_sequence();
        const auto written =
            scene.store.append(scene.clock.now(), FleetName(fleet), ApplyFinished{}, *next, kNoLease);
        REQUIRE(written.ok());
      };
      scene.options.max_changes = 1;
      const auto report = scene.apply({create_worker(1), create_worker(2)});
      const bool ours = std::string(fleet) == "fpai";
      CHECK(report.all_done() == !ours);
      CHECK((report.stopped_because.find("another muster") != std::string::npos) == ours);
      CHECK(scene.provider.cloud.machines().size() == (ours ? 1u : 2u));
    }
  }
}

TEST_CASE("after a kill the same plan goes on: nothing twice") {
  // The first apply is cut off after so many calls; the second starts from what is there.
  for (int calls = 1; calls <= 14; ++calls) {
    for (const auto lag : {Duration(0ms), Duration(8s)}) {
      DYNAMIC_SECTION("cut after " << calls << " calls, listings lag " << lag.count() << " ms") {
        Scene scene;
        scene.provider.cloud.delays.listing_lag = lag;
        const auto id = scene.place_worker(1);
        scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
        const auto volume = change_of(CreateVolume{data_volume(2), {50, Region("nyc3"), "ext4"}});
        const auto machine = create_worker(2);
        const auto plan =
            plan_of({resize_worker(1, id), machine, volume,
                     change_of(AttachVolume{data_volume(2), std::nullopt}, {machine.id, volume.id}),
                     change_of(JoinBalancer{balancer(), worker(2)}, {machine.id})});
        struct Killed {};
        int made = 0;
        scene.provider.before_call = [&](const Operation&) {
          if (made++ == calls) throw Killed{};
        };
        CHECK_THROWS_AS(scene.apply(plan), Killed);
        scene.provider.before_call = nullptr;
        static_cast<void>(scene.provider.wait(1s));  // Answers that nobody waits for any more.

        const auto report = scene.apply(plan);
        for (const auto& change : report.changes) CHECK(ending(report, change.address) == "done");
        CHECK(scene.provider.cloud.machines().size() == 2);
        CHECK(scene.provider.cloud.volumes().size() == 1);
        const auto state = scene.now();
        CHECK(scene.machine(id).size == SizeName("s-2vcpu-2gb"));
        CHECK(scene.machine(id).status == MachineStatus::running);
        CHECK(state.balancers.at(balancer()).members.size() == 2);
        CHECK(state.volumes.at(data_volume(2)).attached_to == state.machines.at(worker(2)).id);
      }
    }
  }
}
