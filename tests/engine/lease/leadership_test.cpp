#include "reconciler/engine/lease/leadership.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/scene.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_processes.hpp"
#include "tests/support/memory_store.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

struct LeadScene {
  FakeClock clock;
  MemoryStore store;
  FakeProcesses ada{1}, bob{2};
  LeaseWatch watch;

  Result<TakenOrHeld> take(const Processes& who) {
    return take_the_lead(store, clock, who, {kFleet, "muster apply", kLeaseTtl}, watch);
  }
  std::unique_ptr<Leadership> lead(const Processes& who) {
    auto taken = take(who);
    REQUIRE(taken.ok());
    REQUIRE(taken->leadership);
    return std::move(taken->leadership);
  }
};

}  // namespace

TEST_CASE("one leads, the other is told by whom the fleet is held") {
  LeadScene scene;
  const auto ada = scene.lead(scene.ada);
  ada->work_on(PlanId("sha256:1"), "create machine x");
  scene.clock.advance(kLeaseTtl / 3);
  CHECK_FALSE(ada->step());

  const auto refused = scene.take(scene.bob);
  REQUIRE(refused.ok());
  REQUIRE_FALSE(refused->leadership);
  const auto* held = &refused->by_other;
  CHECK(held->holder == Liveness::alive);
  CHECK(held->lease.holder.pid == 1);
  CHECK(held->lease.holder.command == "muster apply");
  CHECK(held->lease.holder.plan == PlanId("sha256:1"));
  CHECK(held->lease.holder.operation == "create machine x");
  CHECK(scene.store.entries().empty());
}

TEST_CASE("a lease that was given back is free, and nothing is said about it") {
  LeadScene scene;
  { const auto ada = scene.lead(scene.ada); }
  const auto bob = scene.lead(scene.bob);
  CHECK_FALSE(bob->refusal());
  CHECK(scene.store.entries().empty());
}

TEST_CASE("who is overtaken and when") {
  struct Row {
    const char* that;
    bool gone;
    bool elsewhere;
    Duration later;
    bool overtaken;
    const char* why;
  };
  for (const auto& row : {
           Row{"alive and renewing: never", false, false, kLeaseTtl - 1ms, false, ""},
           Row{"alive, whatever the wall clock says", false, false, kLeaseTtl, false, ""},
           Row{"dead on this machine: at once", true, false, 0ms, true, "its process has ended"},
           Row{"elsewhere nobody knows: not before it expires", true, true, kLeaseTtl - 1ms, false, ""},
           Row{"elsewhere: when it expires", true, true, kLeaseTtl, true, "its lease expired at"},
       }) {
    DYNAMIC_SECTION(row.that) {
      LeadScene scene;
      const auto ada = scene.lead(scene.ada);
      ada->work_on(PlanId("sha256:1"), "create machine x");
      scene.clock.advance(kLeaseTtl / 3);
      REQUIRE_FALSE(ada->step());
      scene.clock.advance(row.later);
      if (row.gone) scene.bob.gone.insert(1);
      scene.bob.elsewhere = row.elsewhere;

      auto taken = scene.take(scene.bob);
      REQUIRE(taken.ok());
      CHECK((taken->leadership != nullptr) == row.overtaken);
      REQUIRE(scene.store.entries().size() == (row.overtaken ? 1 : 0));
      if (!row.overtaken) return;
      const auto& said = std::get<LeaseOvertaken>(scene.store.entries().front().body);
      CHECK(said.from == ada->token());
      CHECK(said.token > ada->token());
      CHECK(said.holder == "muster apply, pid 1 on host");
      CHECK(said.by == "muster apply, pid 2 on host");
      CHECK(said.plan == PlanId("sha256:1"));
      CHECK(said.operation == "create machine x");
      CHECK_THAT(said.why, Catch::StartsWith(row.why));

      // The one that was overtaken learns of it, and it stays so.
      CHECK(ada->step()->kind == ErrorKind::fenced);
      CHECK(ada->refusal()->kind == ErrorKind::fenced);
      CHECK(ada->step()->kind == ErrorKind::fenced);
    }
  }
}

TEST_CASE("whoever does not renew for the whole duration is overtaken, by a clock that nothing sets") {
  struct Row {
    const char* that;
    bool elsewhere;
    Duration wall_moves;  ///< Somebody sets the wall clock before the first look.
    Duration watched;
    bool renewed;  ///< In the middle of that time.
    bool overtaken;
  };
  for (const auto& row : {
           Row{"a process that is suspended", false, 0s, kLeaseTtl, false, true},
           Row{"a process that is suspended, a moment before", false, 0s, kLeaseTtl - 1ms, false, false},
           Row{"a living process after a step ahead", false, 1h, kLeaseTtl - 1ms, false, false},
           Row{"a living process that renews after a step ahead", false, 1h, kLeaseTtl, true, false},
           Row{"another host whose clock was a day ahead", true, -24h, kLeaseTtl, false, true},
           Row{"the same, a moment before", true, -24h, kLeaseTtl - 1ms, false, false},
           Row{"the same, while it renews", true, -24h, kLeaseTtl, true, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      LeadScene scene;
      const auto ada = scene.lead(scene.ada);
      scene.bob.elsewhere = row.elsewhere;
      scene.clock.set_wall(scene.clock.now() + row.wall_moves);
      REQUIRE_FALSE(scene.take(scene.bob)->leadership);
      scene.clock.advance(row.watched / 2);
      if (row.renewed)
        REQUIRE(scene.store.renew_lease(ada->lease(), ada->lease().renewed_at + 1ms, kLeaseTtl).ok());
      REQUIRE_FALSE(scene.take(scene.bob)->leadership);
      scene.clock.advance(row.watched - row.watched / 2);
      const auto taken = scene.take(scene.bob);
      CHECK((taken->leadership != nullptr) == row.overtaken);
      if (!row.overtaken) return;
      REQUIRE(scene.store.entries().size() == 1);
      const auto& said = std::get<LeaseOvertaken>(scene.store.entries().front().body);
      CHECK_THAT(said.why, Catch::StartsWith("it did not renew its lease for "));
    }
  }
}

TEST_CASE("a lease that this process could not give back is its own") {
  LeadScene scene;
  auto ada = scene.lead(scene.ada);
  scene.store.take_away();
  ada.reset();
  scene.store.bring_back();
  scene.clock.advance(kLeaseTtl);
  CHECK(scene.take(scene.ada)->leadership);
}

TEST_CASE("a leader renews every third of its time, and no more often") {
  LeadScene scene;
  const auto ada = scene.lead(scene.ada);
  const auto first = ada->lease().renewed_at;
  scene.clock.advance(kLeaseTtl / 3 - 1ms);
  CHECK_FALSE(ada->step());
  CHECK(ada->lease().renewed_at == first);
  scene.clock.advance(1ms);
  CHECK_FALSE(ada->step());
  CHECK(ada->lease().renewed_at == scene.clock.now());
  for (int i = 0; i < 100; ++i) {
    scene.clock.advance(kLeaseTtl / 3);
    REQUIRE_FALSE(ada->step());
    REQUIRE_FALSE(ada->refusal());
  }
}

TEST_CASE("a leader that was paused changes nothing until it has renewed") {
  struct Row {
    const char* that;
    Duration passed;      ///< On the clock that nobody sets.
    Duration wall_moves;  ///< Somebody sets the wall clock by so much.
    bool may_act;
  };
  for (const auto& row : {
           Row{"just renewed", 0s, 0s, true},
           Row{"within two thirds", kLeaseTtl * 2 / 3 - 1ms, 0s, true},
           Row{"at two thirds", kLeaseTtl * 2 / 3, 0s, false},
           Row{"long after", 1h, 0s, false},
           Row{"the wall clock was set back meanwhile", kLeaseTtl, -1h, false},
           Row{"the wall clock was set ahead: others may think it expired", 0s, kLeaseTtl, false},
           Row{"the wall clock was set back, no time passed", 0s, -1h, true},
       }) {
    DYNAMIC_SECTION(row.that) {
      LeadScene scene;
      const auto ada = scene.lead(scene.ada);
      scene.clock.advance(row.passed);
      scene.clock.set_wall(scene.clock.now() + row.wall_moves);
      CHECK(ada->refusal().has_value() == !row.may_act);
      // Nobody took over meanwhile, so it goes on after a step.
      CHECK_FALSE(ada->step());
      CHECK_FALSE(ada->refusal());
    }
  }
}

TEST_CASE("a store that does not answer stops a leader in time, and is asked again") {
  LeadScene scene;
  const auto ada = scene.lead(scene.ada);
  scene.store.take_away();
  scene.clock.advance(kLeaseTtl / 3);
  CHECK_FALSE(ada->step());
  CHECK_FALSE(ada->refusal());
  scene.clock.advance(kLeaseTtl / 3);
  CHECK_FALSE(ada->step());
  CHECK(ada->refusal()->kind == ErrorKind::io);
  scene.store.bring_back();
  CHECK_FALSE(ada->step());
  CHECK_FALSE(ada->refusal());
}

TEST_CASE("who gave its lease back may not act any more") {
  LeadScene scene;
  const auto ada = scene.lead(scene.ada);
  ada->give_back();
  CHECK(ada->refusal()->kind == ErrorKind::fenced);
  CHECK(*scene.store.lease_of(kFleet) == std::nullopt);
  // Again is nothing: somebody else may hold it by now.
  const auto bob = scene.lead(scene.bob);
  ada->give_back();
  CHECK(scene.store.lease_of(kFleet)->has_value());
}

TEST_CASE("without a word in the journal nobody is overtaken") {
  LeadScene scene;
  const auto ada = scene.lead(scene.ada);
  scene.bob.gone.insert(1);
  scene.store.fill_up_after(0);
  const auto taken = scene.take(scene.bob);
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.error().kind == ErrorKind::io);
  CHECK(*scene.store.lease_of(kFleet) == std::nullopt);
}
