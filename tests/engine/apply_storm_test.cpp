#include <catch2/catch.hpp>
#include <random>

#include "reconciler/core/fleet/naming.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// A plan with a call of nearly every kind.
Plan wide_plan(Scene& scene) {
  const auto resized = scene.place_worker(1);
  const auto resized_too = scene.place_worker(2);
  const auto replaced = scene.place_worker(3);
  const auto destroyed = scene.place_worker(4);
  auto& cloud = scene.provider.cloud;
  cloud.place_balancer(kFleet, balancer(), {resized, resized_too, replaced, destroyed});
  cloud.place_volume(kFleet, data_volume(3), 50, replaced);
  const auto grown = cloud.place_volume(kFleet, data_volume(1), 50, resized);

  const auto firewall = change_of(CreateFirewall{PoolName("worker"), {{"tcp", "22", {"0.0.0.0/0"}}}});
  const auto created = create_worker(5, {firewall.id});
  const auto volume = change_of(CreateVolume{data_volume(5), {50, Region("nyc3"), "ext4"}});
  const auto join = change_of(JoinBalancer{balancer(), worker(5)}, {created.id});
  const auto first = resize_worker(1, resized, {join.id});
  const auto lb = change_of(CreateBalancer{balancer(2), {}});
  return plan_of(
      {firewall, created, volume,
       change_of(AttachVolume{data_volume(5), std::nullopt}, {created.id, volume.id}), join, first,
       resize_worker(2, resized_too, {first.id}), lb,
       change_of(JoinBalancer{balancer(2), worker(5)}, {lb.id, created.id}),
       change_of(
           ReplaceMachine{worker(3), replaced, spec_of("s-1vcpu-2gb"), spec_of("s-2vcpu-4gb"), "image"}),
       change_of(DestroyMachine{worker(4), destroyed, SizeName("s-1vcpu-2gb"), Region("nyc3")}, {created.id}),
       change_of(GrowVolume{data_volume(1), grown, 50, 100})});
}

/// One call in so many meets a fault that passes.
void rain(Scene& scene, std::mt19937& random, unsigned one_in) {
  scene.provider.before_call = [&scene, &random, one_in](const Operation& operation) {
    if (random() % one_in != 0) return;
    using Kind = Fault::Kind;
    const std::string kind = kind_of(operation);
    switch (random() % (is_look(operation) ? 2 : 5)) {
      case 0:
        return scene.provider.fail_next(kind,
                                        {Kind::refuse, {ErrorKind::rate_limited, "slow", Duration(2s)}});
      case 1:
        return scene.provider.fail_next(kind, {Kind::refuse, {ErrorKind::io, "refused", {}}});
      case 2:
        return scene.provider.fail_next(kind, {Kind::lose_the_answer, {}});
      case 3:
        return scene.provider.fail_next(kind, {Kind::lose_the_call, {}});
      default:
        return scene.provider.fail_next(kind, {Kind::refuse, {ErrorKind::conflict, "pending event", {}}});
    }
  };
}

/// No slot with two machines, nothing with the fleet's tag that the plan does not know.
void check_one_for_one(Scene& scene) {
  const auto state = scene.now();
  CHECK(state.strays.empty());
  CHECK(state.machines.size() == 4);
  for (const int slot : {1, 2, 3, 5}) {
    REQUIRE(state.machines.count(worker(slot)) == 1);
    CHECK(state.machines.at(worker(slot)).status == MachineStatus::running);
  }
  CHECK(state.machines.at(worker(1)).size == SizeName("s-2vcpu-2gb"));
  CHECK(state.machines.at(worker(2)).size == SizeName("s-2vcpu-2gb"));
  CHECK(state.balancers.at(balancer()).members.size() == 4);
  CHECK(scene.provider.cloud.volumes().size() == 3);
  CHECK(state.volumes.at(data_volume(3)).attached_to == state.machines.at(worker(3)).id);
  CHECK(state.volumes.at(data_volume(5)).attached_to == state.machines.at(worker(5)).id);
  CHECK(state.volumes.at(data_volume(1)).size_gib == 100);
  CHECK(scene.provider.cloud.balancers().size() == 2);
  CHECK(scene.provider.cloud.firewalls().size() == 1);
}

}  // namespace

TEST_CASE("without faults the wide plan is carried out") {
  Scene scene;
  const auto plan = wide_plan(scene);
  const auto report = scene.apply(plan);
  for (const auto& change : report.changes) CHECK(ending(report, change.address) == "done");
  check_one_for_one(scene);
}

TEST_CASE("in a storm of faults every apply comes to the same state, with nothing twice") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    INFO("seed " << seed);
    Scene scene;
    std::mt19937 random(seed);
    scene.provider.cloud.delays.listing_lag = std::chrono::seconds(random() % 10);
    const auto plan = wide_plan(scene);
    rain(scene, random, 5);
    // What gave up after a run of bad luck is taken up again by the next apply of the same plan.
    for (int applies = 0; applies < 6 && !scene.apply(plan).all_done(); ++applies) {
      scene.clock.advance(1min);
    }
    scene.provider.before_call = nullptr;
    check_one_for_one(scene);
  }
}

TEST_CASE("killed at any call or journal entry and run again, the same plan comes to the same state") {
  struct Killed {};
  enum class Where { before_call, after_call, after_entry };
  int cases = 0;
  for (const auto where : {Where::before_call, Where::after_call, Where::after_entry}) {
    for (int count = 0, killed = 1; killed == 1; ++count) {
      Scene scene;
      scene.provider.cloud.delays.listing_lag = count % 2 == 0 ? Duration(0ms) : Duration(6s);
      const auto plan = wide_plan(scene);
      int passed = 0;
      const auto maybe = [&](const auto&) {
        if (passed++ == count) throw Killed{};
      };
      if (where == Where::before_call) scene.provider.before_call = maybe;
      if (where == Where::after_call) scene.provider.after_call = maybe;
      if (where == Where::after_entry) scene.store.after_append = maybe;
      killed = 0;
      try {
        static_cast<void>(scene.apply(plan));
      } catch (const Killed&) {
        killed = 1;
      }
      cases += killed;
      INFO("killed " << (where == Where::before_call  ? "before call "
                         : where == Where::after_call ? "after call "
                                                      : "after entry ")
                     << count);
      scene.provider.before_call = nullptr;
      scene.provider.after_call = nullptr;
      scene.store.after_append = nullptr;
      static_cast<void>(scene.provider.wait(1s));
      const auto report = scene.apply(plan);
      for (const auto& change : report.changes) CHECK(ending(report, change.address) == "done");
      check_one_for_one(scene);
    }
  }
  CHECK(cases > 300);
}
