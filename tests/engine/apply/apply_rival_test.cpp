#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// Another muster, with a store of its own, makes a machine for a slot.
MachineId made_elsewhere(Scene& scene, const Slot& slot, const char* change) {
  auto& cloud = scene.provider.cloud;
  const auto spec = spec_of("s-2vcpu-4gb");
  std::vector<std::string> tags = {fleet_tag(kFleet), pool_tag(kFleet, slot.pool), slot_tag(slot),
                                   change_tag(ChangeId(change))};
  const auto made = cloud.perform(
      call::CreateMachine{machine_name(kFleet, slot), spec, {}, tags, ChangeId(change)}, scene.clock.now());
  return MachineId(std::get<Accepted>(*made).id);
}

/// Does something once, right before the first call of this kind leaves.
void before_first(Scene& scene, const char* kind, std::function<void()> act) {
  scene.provider.before_call = [=, done = false](const Operation& made) mutable {
    if (done || std::string(kind_of(made)) != kind) return;
    done = true;
    act();
  };
}

}  // namespace

TEST_CASE("a slot that somebody took after the look is left to them, and the apply stops") {
  for (const char* change : {"another", "c-machine.worker/1"}) {
    DYNAMIC_SECTION("by change " << change) {
      Scene scene;
      scene.options.max_changes = 1;
      before_first(scene, "find_holder", [&] { made_elsewhere(scene, worker(1), change); });
      const auto report = scene.apply({create_worker(1), create_worker(2)});
      CHECK(ending(report, "machine.worker/1").find("another muster changes") != std::string::npos);
      CHECK(ending(report, "machine.worker/1").find(change) != std::string::npos);
      CHECK(report.count_skipped() == 1);
      CHECK(report.stopped_because.find("another muster") != std::string::npos);
      CHECK(scene.provider.cloud.machines().size() == 1);
      CHECK(scene.provider.count("create_machine") == 0);
    }
  }
}

TEST_CASE("of two machines that were made for a slot at the same moment the younger goes before it serves") {
  Scene scene;
  MachineId theirs;
  before_first(scene, "create_machine", [&] { theirs = made_elsewhere(scene, worker(1), "another"); });
  const auto join = change_of(JoinBalancer{balancer(), worker(1)}, {create_worker(1).id});
  scene.provider.cloud.place_balancer(kFleet, balancer(), {});
  const auto report = scene.apply({create_worker(1), join});
  CHECK(ending(report, "machine.worker/1").find("another muster changes") != std::string::npos);
  REQUIRE(scene.provider.cloud.machines().size() == 1);
  CHECK(scene.provider.cloud.machines().begin()->first == theirs);
  CHECK(report.count_done() == 0);
  CHECK(scene.provider.count("join_balancer") == 0);
}

TEST_CASE("the older of two stays, and its apply goes on") {
  Scene scene;
  scene.provider.after_call = [&, done = false](const Operation& made) mutable {
    if (done || !std::holds_alternative<call::CreateMachine>(made)) return;
    done = true;
    made_elsewhere(scene, worker(1), "another");
  };
  const auto report = scene.apply({create_worker(1)});
  CHECK(report.all_done());
}

TEST_CASE("two replacements of one machine end with one successor") {
  Scene scene;
  const auto old = scene.place_worker(1);
  const auto from = spec_of("s-1vcpu-2gb");
  const auto change =
      change_of(ReplaceMachine{worker(1), old, from, spec_of("s-2vcpu-4gb"), "its disk does not fit"});
  before_first(scene, "create_machine", [&] {
    static_cast<void>(
        scene.provider.cloud.perform(call::CreateMachine{"fpai-worker-1",
                                                         spec_of("s-2vcpu-4gb"),
                                                         {},
                                                         {fleet_tag(kFleet), change_tag(change.id)},
                                                         change.id},
                                     scene.clock.now()));
  });
  const auto report = scene.apply({change});
  CHECK(ending(report, "machine.worker/1").find("another muster changes") != std::string::npos);
  CHECK(scene.provider.cloud.machines().size() == 2);  // The old one, and the other's.
  CHECK(scene.machine(old).status == MachineStatus::running);
}

TEST_CASE("a load balancer that somebody made meanwhile is not made twice") {
  Scene scene;
  const BalancerSpec spec{Region("nyc3"), {}, {}, ""};
  const auto make_theirs = [&] {
    static_cast<void>(
        scene.provider.cloud.perform(call::EnsureTag{balancer_tag(kFleet, balancer())}, scene.clock.now()));
    static_cast<void>(scene.provider.cloud.perform(
        call::CreateBalancer{balancer_name(kFleet, balancer()), spec, {}, balancer_tag(kFleet, balancer())},
        scene.clock.now()));
  };
  SECTION("before ours") {
    before_first(scene, "find_balancer", make_theirs);
    const auto report = scene.apply({change_of(CreateBalancer{balancer(), spec})});
    CHECK(report.count_failed() == 1);
    CHECK(scene.provider.count("create_balancer") == 0);
  }
  SECTION("at the same moment") {
    before_first(scene, "create_balancer", make_theirs);
    const auto report = scene.apply({change_of(CreateBalancer{balancer(), spec})});
    CHECK(report.count_failed() == 1);
    CHECK(scene.provider.count("destroy_balancer") == 1);
  }
  CHECK(scene.provider.cloud.balancers().size() == 1);
}

TEST_CASE("a place that cannot be asked about is not taken") {
  Scene scene;
  scene.provider.fail_next("find_holder", {Fault::Kind::refuse, {ErrorKind::io, "no route"}}, 9999);
  const auto report = scene.apply({create_worker(1)});
  CHECK(report.count_failed() == 1);
  CHECK(scene.provider.cloud.machines().empty());
}

TEST_CASE("two hundred creates are asked about side by side, not one behind the other") {
  Scene scene;
  std::vector<Change> changes;
  for (int i = 1; i <= 200; ++i) changes.push_back(create_worker(i));
  REQUIRE(scene.apply(std::move(changes)).all_done());
  std::set<Instant> asked;
  for (const auto& call : scene.provider.calls()) {
    if (std::holds_alternative<call::FindHolder>(call.operation)) asked.insert(call.at);
  }
  // A provider answers those of one moment out of one listing.
  CHECK(asked.size() < 60);
}
