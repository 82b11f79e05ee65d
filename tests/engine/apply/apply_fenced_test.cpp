#include <catch2/catch.hpp>

#include "reconciler/engine/lease/leadership.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// An apply under a lease; at a place of the test's choice its process is stopped for as long as the lease
/// lasts.
struct LedScene : Scene {
  std::unique_ptr<Leadership> leadership;
  MachineId id = place_worker(1);

  LedScene() {
    const auto lease = store.take_lease(kFleet, {"ada", "boot", "", 1, 1, "muster apply", {}, ""},
                                        clock.now(), kLeaseTtl, kNoLease);
    REQUIRE(lease.ok());
    leadership = std::make_unique<Leadership>(store, clock, *lease, kLeaseTtl, clock.uptime());
    options.leadership = leadership.get();
    provider.cloud.place_balancer(kFleet, balancer(), {id});
  }

  void stop_for_as_long_as_the_lease_lasts(bool and_be_overtaken) {
    clock.advance(kLeaseTtl);
    if (!and_be_overtaken) return;
    REQUIRE(store
                .take_lease(kFleet, {"bob", "boot", "", 2, 1, "muster apply", {}, ""}, clock.now(), kLeaseTtl,
                            kNoLease)
                .ok());
  }
  ApplyReport apply_all() { return apply({resize_worker(1, id), create_worker(2), create_worker(3)}); }
};

}  // namespace

TEST_CASE("an apply keeps its lease for as long as it takes, and others see its plan and what it does") {
  LedScene scene;
  scene.provider.cloud.delays.boot = 10min;
  const auto report = scene.apply_all();
  CHECK(report.all_done());
  CHECK(scene.clock.now() > scene.leadership->lease().taken_at + 10min);
  const auto lease = **scene.store.lease_of(kFleet);
  CHECK(lease.token == scene.leadership->token());
  CHECK(lease.expires_at > scene.clock.now());
  CHECK(lease.holder.plan == PlanId("plan-1"));
  CHECK_FALSE(lease.holder.operation.empty());
}

TEST_CASE("stopped behind any journal entry and overtaken: no call is made any more") {
  int stopped = 0;
  for (int at = 1; at <= 40; ++at) {
    LedScene scene;
    int written = 0;
    std::optional<std::size_t> effects;
    scene.store.after_append = [&](const JournalEntry&) {
      if (++written != at) return;
      effects = scene.provider.effects().size();
      scene.stop_for_as_long_as_the_lease_lasts(true);
    };
    const auto report = scene.apply_all();
    if (!effects) break;  // It has no more entries than that.
    ++stopped;
    INFO("stopped behind entry " << at);
    CHECK(scene.provider.effects().size() == *effects);
    CHECK(static_cast<int>(scene.store.entries().size()) == at);
    if (report.all_done()) continue;  // Behind the last entry nothing was left to do.
    CHECK_THAT(report.stopped_because, Catch::Contains("another muster has taken over"));
  }
  CHECK(stopped > 10);
}

TEST_CASE("stopped in the middle of any call and overtaken: that one may arrive, none comes after it") {
  int stopped = 0;
  for (int at = 1; at <= 40; ++at) {
    LedScene scene;
    int made = 0;
    std::optional<std::size_t> effects;
    scene.provider.after_call = [&](const Operation&) {
      if (++made != at) return;
      effects = scene.provider.effects().size();
      scene.stop_for_as_long_as_the_lease_lasts(true);
    };
    const auto report = scene.apply_all();
    if (!effects) break;
    ++stopped;
    INFO("stopped in call " << at);
    CHECK(scene.provider.effects().size() == *effects);
    CHECK_FALSE(report.stopped_because.empty());
  }
  CHECK(stopped > 10);
}

TEST_CASE("stopped anywhere and not overtaken: it renews its lease and goes on") {
  for (int at = 1; at <= 12; ++at) {
    DYNAMIC_SECTION("behind entry " << at) {
      LedScene scene;
      int written = 0;
      scene.store.after_append = [&](const JournalEntry&) {
        if (++written == at) scene.stop_for_as_long_as_the_lease_lasts(false);
      };
      const auto report = scene.apply_all();
      CHECK(report.all_done());
      CHECK(scene.provider.cloud.machines().size() == 3);
    }
  }
}

TEST_CASE("a fenced apply does not even power its machine on again: the other one sees to it") {
  LedScene scene;
  scene.provider.before_call = [&](const Operation& operation) {
    if (std::string(kind_of(operation)) != "change_size") return;
    scene.provider.fail_next("change_size", {Fault::Kind::refuse, {ErrorKind::invalid, "no"}});
    scene.stop_for_as_long_as_the_lease_lasts(true);
  };
  (void)scene.apply({resize_worker(1, scene.id)});
  CHECK(scene.provider.count("power_on") == 0);
}
