#include "reconciler/engine/lease/wall_watch.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/loop/loop_scene.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

TEST_CASE("a clock that somebody sets is told apart from time that passes") {
  FakeClock clock(test::noon());
  WallWatch watch;
  const auto moved = [&] { return watch.moved(clock); };
  CHECK(moved() == Duration{0});
  clock.advance(24h);
  CHECK(moved() == Duration{0});
  clock.set_wall(clock.now() - 1h);
  CHECK(moved() == -1h);
  CHECK(moved() == Duration{0});  // Told once.
  clock.advance(30s);
  clock.set_wall(clock.now() + 90s);
  CHECK(moved() == 90s);
  // A clock that is kept right by small steps is not told of, until they come to something.
  clock.set_wall(clock.now() + 1s);
  CHECK(moved() == Duration{0});
  clock.set_wall(clock.now() + 1s);
  CHECK(moved() == 2s);
}

namespace {

struct Jump {
  const char* message;
  Duration by;
};
const Jump kJumps[] = {{"an hour back", -1h},
                       {"a day back", -24h},
                       {"three seconds back", -3s},
                       {"an hour forward", 1h},
                       {"a year forward", 24h * 365}};

}  // namespace

TEST_CASE("rounds come at their interval whatever is done to the wall clock, and the jump is told once") {
  for (const auto& jump : kJumps) {
    INFO(jump.message);
    LoopScene scene;
    scene.run(2min);
    const auto before = scene.env.rounds.size();
    scene.clock.set_wall(scene.clock.now() + jump.by);
    scene.run(5min);
    const auto rounds = scene.env.rounds.size() - before;
    CHECK(rounds >= 10);
    CHECK(rounds <= 11);
    std::vector<Duration> told;
    for (const auto& round : scene.env.rounds)
      if (round.clock_set != Duration{0}) told.push_back(round.clock_set);
    CHECK(told == std::vector<Duration>{jump.by});
    CHECK(scene.last().leads);  // The lease was kept.
  }
}

TEST_CASE("an apply under way ends as it would have, whatever is done to the wall clock meanwhile") {
  for (const auto& jump : kJumps) {
    INFO(jump.message);
    LoopScene scene;
    scene.run(1s);
    REQUIRE(scene.loop->busy());
    scene.clock.set_wall(scene.clock.now() + jump.by);
    scene.run(3min);
    CHECK(scene.machines("worker") == 1);
    CHECK_FALSE(scene.loop->busy());
    CHECK(scene.store.entries().size() < 40);  // Nothing was asked again and again.
  }
}

TEST_CASE("a change that failed is left alone as long as it should be, whatever is done to the wall clock") {
  for (const auto& jump : kJumps) {
    INFO(jump.message);
    ChangeBackoff change_backoff;
    ApplyReport report;
    const auto change = create_worker(1);
    const auto now = test::noon();
    report.changes.push_back({change.id, change.address, Failed{{ErrorKind::invalid, "no"}}, now, now});
    change_backoff.record(report, now);
    change_backoff.clock_set(jump.by);
    CHECK(change_backoff.pause_of({change}, now + jump.by + 59s).has_value());
    CHECK_FALSE(change_backoff.pause_of({change}, now + jump.by + 61s).has_value());
  }
}

TEST_CASE("a single apply keeps its waits when the wall clock is set in the middle of it") {
  for (const auto& jump : kJumps) {
    INFO(jump.message);
    FakeClock clock(test::noon());
    FakeProvider provider(clock);
    MemoryStore store;
    RecordingObserver observer;
    bool set = false;
    const auto began = clock.uptime();
    clock.watch_every(50ms, [&](Instant) {
      if (clock.uptime() - began < 10s || std::exchange(set, true)) return;
      clock.set_wall(clock.now() + jump.by);
    });
    const auto plan = plan_of({create_worker(1)});
    const ActualState actual;
    const ApplyOptions options;
    const auto report = apply_plan({.plan = plan,
                                    .actual = actual,
                                    .provider = provider,
                                    .store = store,
                                    .observer = observer,
                                    .options = options},
                                   clock);
    CHECK(set);
    CHECK(report.all_done());
    CHECK(clock.uptime() - began < 5min);
  }
}
