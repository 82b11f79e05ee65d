#include "reconciler/engine/observe/observe.hpp"
#include "reconciler/engine/observe/declared.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/observe/fixed_source.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

Declared declared() {
  Declared all;
  all.fleet.name = kFleet;
  all.commit = "abc";
  return all;
}

class SilentProvider : public FakeProvider {
 public:
  using FakeProvider::FakeProvider;
  Result<ActualState> observe(const Fleet&, Instant) override {
    return Error{ErrorKind::denied, "the key was refused"};
  }
};

Result<Observation> observe_by(Provider& provider, std::vector<ReadingSource*> sources, Store& store,
                               Instant now) {
  const auto files = declared();
  return observe({.declared = files,
                  .provider = provider,
                  .store = store,
                  .sources = std::move(sources),
                  .now = now,
                  .wall = now});
}

}  // namespace

TEST_CASE("the world is what cloud, sources and journal say") {
  Scene scene;
  const auto id = scene.place_worker(1);
  REQUIRE(scene.apply({resize_worker(1, id)}).all_done());
  const auto now = scene.clock.now();
  FixedSource file("file a", std::vector<Reading>{cpu(1, now, 70)});

  const auto seen = observe_by(scene.provider, {&file}, scene.store, now);
  REQUIRE(seen.ok());
  CHECK(seen->world.actual.machines.at(worker(1)).size == SizeName("s-2vcpu-2gb"));
  CHECK(seen->world.commit == "abc");
  REQUIRE(seen->world.recent.size() == 1);
  CHECK(seen->world.recent[0].kind == RecentChange::Kind::resize_machine);
  CHECK(seen->world.readings.size() == 1);
  CHECK(seen->warnings.empty());
  CHECK(file.asked_now == now);
  CHECK(file.asked_since == now - kReadingHorizon);
}

TEST_CASE("an earlier source is preferred, series by series") {
  Scene scene;
  const auto now = scene.clock.now();
  FixedSource first("first", std::vector<Reading>{cpu(1, now, 70), cpu(3, now, 0, Quality::error)});
  FixedSource second("second", std::vector<Reading>{cpu(1, now - 30s, 90), cpu(2, now, 50), cpu(3, now, 40)});
  const auto seen = observe_by(scene.provider, {&first, &second}, scene.store, now);
  REQUIRE(seen.ok());
  CHECK(seen->world.readings.series(worker(1), Metric::cpu).size() == 1);
  CHECK(seen->world.readings.series(worker(2), Metric::cpu).size() == 1);
  // What the first could not read, the second tells.
  REQUIRE(seen->world.readings.series(worker(3), Metric::cpu).size() == 1);
  CHECK(seen->world.readings.series(worker(3), Metric::cpu)[0].value == Measure::whole(40));
}

TEST_CASE("a source that does not answer is a warning, a cloud that does not is an error") {
  Scene scene;
  const auto now = scene.clock.now();
  FixedSource broken("prometheus", Error{ErrorKind::io, "connection refused"});
  const auto seen = observe_by(scene.provider, {&broken}, scene.store, now);
  REQUIRE(seen.ok());
  CHECK(seen->warnings == std::vector<std::string>{"prometheus did not answer: connection refused"});

  SilentProvider silent(scene.clock);
  const auto refused = observe_by(silent, {}, scene.store, now);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::denied);
  CHECK(refused.error().what == "observing the fleet: the key was refused");

  scene.store.take_away();
  CHECK_FALSE(observe_by(scene.provider, {}, scene.store, now).ok());
}

TEST_CASE("memory reaches as far back as the longest window that needs it") {
  auto all = declared();
  CHECK(memory_of(all) == Duration(24h));
  all.fleet.approval.window = 48h;
  CHECK(memory_of(all) == Duration(48h));
  Policy slow;
  slow.cooldown_down = 100h;
  all.policies = {slow};
  CHECK(memory_of(all) == Duration(100h));
}
