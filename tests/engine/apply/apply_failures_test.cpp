#include <catch2/catch.hpp>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/history/refused_changes.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;
using Kinds = std::vector<std::string>;

TEST_CASE("each kind of failure ends a create as it should") {
  struct Row {
    const char* that;
    Fault fault;
    int times;
    const char* outcome;
    int creates;
    std::size_t machines;
  };
  const Fault lost_answer{Fault::Kind::lose_the_answer, {}};
  const Fault lost_call{Fault::Kind::lose_the_call, {}};
  for (const auto& row : {
           Row{"an invalid request is not repeated", refuse(ErrorKind::invalid), 1, "failed: refused", 1, 0},
           Row{"no capacity is not repeated", refuse(ErrorKind::unavailable), 1, "failed: refused", 1, 0},
           Row{"a quota is not repeated", refuse(ErrorKind::quota), 1,
               "failed: refused; muster saw 0 of 1000 machines in use and needs 1 more: the cloud's support "
               "can name "
               "the limit that it applied",
               1, 0},
           Row{"denied is not repeated", refuse(ErrorKind::denied), 1, "failed: refused", 1, 0},
           Row{"too fast waits and goes on", refuse(ErrorKind::rate_limited), 3, "done", 4, 1},
           Row{"nothing sent is sent again", refuse(ErrorKind::io), 2, "done", 3, 1},
           Row{"nothing sent, again and again, gives up", refuse(ErrorKind::io), 9, "failed: refused", 6, 0},
           Row{"busy is tried again", refuse(ErrorKind::conflict), 2, "done", 3, 1},
           Row{"a lost call is repeated after a look", lost_call, 2, "done", 3, 1},
           Row{"a lost answer is looked up, not repeated", lost_answer, 1, "done", 1, 1},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.provider.fail_next("create_machine", row.fault, row.times);
      const auto report = scene.apply({create_worker(1)});
      CHECK(ending(report, "machine.worker/1") == row.outcome);
      CHECK(scene.provider.count("create_machine") == row.creates);
      CHECK(scene.provider.cloud.machines().size() == row.machines);
    }
  }
}

TEST_CASE(
    "what the cloud calls invalid or denies alone is put down, with the declared files that asked for it") {
  struct Row {
    ErrorKind kind;
    std::size_t put_down;
  };
  for (const auto& row :
       {Row{ErrorKind::invalid, 1}, Row{ErrorKind::unavailable, 0}, Row{ErrorKind::quota, 0},
        Row{ErrorKind::denied, 1}, Row{ErrorKind::unsupported, 0}, Row{ErrorKind::io, 0}}) {
    DYNAMIC_SECTION(to_string(row.kind)) {
      Scene scene;
      scene.provider.fail_next("create_machine", refuse(row.kind, "no such key"), 9);
      auto plan = plan_of({create_worker(1)});
      plan.inputs.declared = Digest{"files"};
      scene.apply(plan);
      std::vector<ChangeRefused> found;
      for (const auto& entry : scene.store.entries()) {
        if (const auto* one = std::get_if<ChangeRefused>(&entry.body)) found.push_back(*one);
      }
      REQUIRE(found.size() == row.put_down);
      if (found.empty()) continue;
      const Digest files{"files"};
      const auto under = row.kind == ErrorKind::denied ? denied_under(files) : files;
      CHECK(found.front() ==
            ChangeRefused{ChangeId("c-machine.worker/1"), "machine.worker/1", under, "no such key"});
    }
  }
}

TEST_CASE("when the first two answers are lost exactly the wanted machines exist") {
  for (const auto kind : {Fault::Kind::lose_the_answer, Fault::Kind::lose_the_call}) {
    for (const auto lag : {Duration(0ms), Duration(8s)}) {
      DYNAMIC_SECTION((kind == Fault::Kind::lose_the_answer ? "done and lost" : "lost on the way")
                      << ", listings lag " << lag.count() << " ms behind") {
        Scene scene;
        scene.provider.cloud.delays.listing_lag = lag;
        scene.provider.fail_next("create_machine", {kind, {}}, 2);
        REQUIRE(scene.apply({create_worker(1), create_worker(2)}).all_done());
        CHECK(scene.provider.cloud.machines().size() == 2);
        CHECK(scene.now().machines.size() == 2);
      }
    }
  }
}

TEST_CASE("a lost answer of any create makes one object") {
  Scene scene;
  const Fault lost{Fault::Kind::lose_the_answer, {}};
  for (const auto* kind : {"create_volume", "create_balancer", "create_firewall", "create_network"})
    scene.provider.fail_next(kind, lost);
  const auto report =
      scene.apply({change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}}),
                   change_of(CreateBalancer{balancer(), {}}),
                   change_of(CreateFirewall{PoolName("worker"), {{"tcp", "22", {"0.0.0.0/0"}}}}),
                   change_of(CreateNetwork{{"fpai", Region("nyc3"), ""}})});
  REQUIRE(report.all_done());
  for (const auto* kind : {"create_volume", "create_balancer", "create_firewall", "create_network"})
    CHECK(scene.provider.count(kind) == 1);
}

TEST_CASE("a volume of that name which is not ours is left alone") {
  Scene scene;
  const auto id = scene.place_worker(1);
  const auto theirs = scene.provider.cloud.place_volume(kFleet, data_volume(1), 50, id);
  const_cast<Volume&>(scene.provider.cloud.volumes().at(theirs)).slot = {};
  const auto report = scene.apply({change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}})});
  CHECK(ending(report, "volume.worker/1/data-1").find("does not belong to this fleet") != std::string::npos);
}

TEST_CASE("lost answers of a resize's calls are settled by looking") {
  for (const auto* kind : {"leave_balancer", "shut_down", "change_size", "power_on", "join_balancer"}) {
    for (const auto fault : {Fault::Kind::lose_the_answer, Fault::Kind::lose_the_call}) {
      DYNAMIC_SECTION(kind << (fault == Fault::Kind::lose_the_answer ? " was done" : " was not done")) {
        Scene scene;
        const auto id = scene.place_worker(1);
        scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
        scene.provider.fail_next(kind, {fault, {}});
        const auto report = scene.apply({resize_worker(1, id)});
        CHECK(ending(report, "machine.worker/1") == "done");
        CHECK(scene.machine(id).size == SizeName("s-2vcpu-2gb"));
        CHECK(scene.machine(id).status == MachineStatus::running);
        CHECK(scene.now().balancers.at(balancer()).members.size() == 1);
      }
    }
  }
}

TEST_CASE("a resize that fails is rolled back to a running machine behind its balancer") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {id});

  SECTION("refused") {
    scene.provider.fail_next("change_size", refuse(ErrorKind::unavailable, "too large for its host"));
  }
  SECTION("the action errs every time") {
    scene.provider.cloud.failing["change_size"] = 99;
  }
  SECTION("denied") {
    scene.provider.fail_next("change_size", refuse(ErrorKind::denied));
  }

  const auto report = scene.apply({resize_worker(1, id)});
  CHECK(ending(report, "machine.worker/1").rfind("failed: ", 0) == 0);
  CHECK(ending(report, "machine.worker/1").find("back in service") != std::string::npos);
  CHECK(scene.machine(id).size == SizeName("s-1vcpu-2gb"));
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK(scene.now().balancers.at(balancer()).members.size() == 1);
}

TEST_CASE("a machine that cannot be powered on again is not done with: the next apply brings it back") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
  scene.provider.cloud.failing["power_on"] = 99;
  const auto plan = plan_of({resize_worker(1, id)});
  const auto report = scene.apply(plan);
  CHECK(ending(report, "machine.worker/1").rfind("unknown: ", 0) == 0);
  CHECK(ending(report, "machine.worker/1").find("out of service") != std::string::npos);
  CHECK(open_applies(scene.store.entries(), kFleet).size() == 1);

  scene.provider.cloud.failing.clear();
  CHECK(scene.apply(plan).all_done());
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK(scene.now().balancers.at(balancer()).members.size() == 1);
  CHECK(open_applies(scene.store.entries(), kFleet).empty());
}

TEST_CASE("an action that errs once is asked for again") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.failing["change_size"] = 1;
  REQUIRE(scene.apply({resize_worker(1, id)}).all_done());
  CHECK(scene.provider.count("change_size") == 2);
}

TEST_CASE("a failure blocks what waits for it and nothing else") {
  Scene scene;
  scene.provider.fail_next("create_machine", refuse(ErrorKind::unavailable, "no capacity"));
  const auto first = create_worker(1);
  const auto volume = change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}});
  const auto attach = change_of(AttachVolume{data_volume(1), std::nullopt}, {first.id, volume.id});
  const auto late = create_worker(3, {attach.id});
  const auto report = scene.apply({first, create_worker(2), volume, attach, late});

  CHECK(report.count_done() == 2);
  CHECK(report.count_failed() == 1);
  CHECK(report.count_skipped() == 2);
  CHECK(ending(report, "machine.worker/3") == "skipped: machine.worker/1 ended failed");
  const auto& blamed = std::get<Skipped>(report.changes[4].outcome).because_of;
  CHECK(blamed == first.id);
}

TEST_CASE("a quota stops creating, not the rest") {
  Scene scene;
  scene.options.max_changes = 1;
  const auto id = scene.place_worker(9);
  scene.provider.cloud.machine_limit = 2;
  const auto report =
      scene.apply({create_worker(1), create_worker(2), create_worker(3), resize_worker(9, id)});
  CHECK(ending(report, "machine.worker/1") == "done");
  CHECK(ending(report, "machine.worker/2") ==
        "failed: this would exceed your machine limit; 2 of 2 machines are in use and 2 more needed: request "
        "a limit of 4 or more from the cloud");
  CHECK(ending(report, "machine.worker/3").rfind("skipped: the account's limit", 0) == 0);
  CHECK(ending(report, "machine.worker/9") == "done");
}

TEST_CASE("a machine that is accepted and then vanishes is made again, soon") {
  Scene scene;
  scene.provider.cloud.vanishing = 1;
  const auto begun = scene.clock.now();
  REQUIRE(scene.apply({create_worker(1)}).all_done());
  CHECK(scene.provider.cloud.machines().size() == 1);
  CHECK(scene.provider.count("create_machine") == 2);
  CHECK(scene.clock.now() - begun < 90s);
}

TEST_CASE("machines that vanish again and again are given up after the third") {
  Scene scene;
  scene.provider.cloud.vanishing = 99;
  const auto report = scene.apply({create_worker(1)});
  CHECK(ending(report, "machine.worker/1").find("accepted and then disappeared") != std::string::npos);
  CHECK(scene.provider.count("create_machine") == 3);
  CHECK(scene.provider.cloud.machines().empty());
}

TEST_CASE("a balancer that is busy for a minute is waited for") {
  Scene scene;
  const auto id = scene.provider.cloud.place_balancer(kFleet, balancer(), {});
  const_cast<LoadBalancer&>(scene.provider.cloud.balancers().at(id)).active = true;
  scene.provider.fail_next("update_balancer", refuse(ErrorKind::conflict, "it processes previous actions"),
                           8);
  BalancerSpec to;
  to.forwarding = {{"http", 80, "http", 8080}};
  const auto report = scene.apply({change_of(UpdateBalancer{balancer(), id, {}, to})});
  CHECK(ending(report, "load_balancer.worker/lb-1") == "done");
  CHECK(scene.provider.cloud.balancers().at(id).forwarding == to.forwarding);
}

TEST_CASE("looks that fail for a while do not fail the change") {
  Scene scene;
  scene.provider.fail_next("look_at_machine", refuse(ErrorKind::io), 3);
  scene.provider.fail_next("look_at_machine", refuse(ErrorKind::rate_limited), 2);
  scene.provider.fail_next("look_at_machine", {Fault::Kind::lose_the_call, {}}, 2);
  CHECK(scene.apply({create_worker(1)}).all_done());
}

TEST_CASE("an outcome that cannot be looked up is told as unknown") {
  Scene scene;
  scene.provider.fail_next("create_machine", {Fault::Kind::lose_the_answer, {}});
  scene.provider.fail_next("find_machine", refuse(ErrorKind::denied, "the key has expired"));
  const auto report = scene.apply({create_worker(1)});
  CHECK(report.count_unknown() == 1);
  CHECK(ending(report, "machine.worker/1").find("the key has expired") != std::string::npos);
}

TEST_CASE("a volume goes only once its snapshot is there, and there is one snapshot of it") {
  Scene scene;
  const auto volume = scene.provider.cloud.leave_volume(kFleet, data_volume(2), 50, Region("nyc3"));
  const auto gone = change_of(DestroyVolume{data_volume(2), volume, 50, true});
  const auto there = [&] { return scene.provider.cloud.volumes().count(volume) > 0; };
  const auto& snapshots = scene.provider.cloud.snapshots();

  SECTION("when all goes well") {
    REQUIRE(scene.apply({gone}).all_done());
    CHECK_FALSE(there());
    REQUIRE(snapshots.size() == 1);
    CHECK(snapshots.front().name == "fpai-worker-2-data-1-plan-1");
    CHECK(snapshots.front().of == volume);
  }
  SECTION("when the answer is lost") {
    scene.provider.fail_next("snapshot_volume", {Fault::Kind::lose_the_answer, {}}, 1);
    REQUIRE(scene.apply({gone}).all_done());
    CHECK_FALSE(there());
    CHECK(snapshots.size() == 1);
  }
  SECTION("when the call is lost") {
    scene.provider.fail_next("snapshot_volume", {Fault::Kind::lose_the_call, {}}, 2);
    REQUIRE(scene.apply({gone}).all_done());
    CHECK_FALSE(there());
    CHECK(snapshots.size() == 1);
  }
  SECTION("when none can be taken the volume stays") {
    scene.provider.fail_next("snapshot_volume", refuse(ErrorKind::quota), 1);
    CHECK_FALSE(scene.apply({gone}).all_done());
    CHECK(there());
    CHECK(snapshots.empty());
    CHECK(scene.provider.count("destroy_volume") == 0);
  }
}
