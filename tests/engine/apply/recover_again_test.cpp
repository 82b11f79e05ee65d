#include <catch2/catch.hpp>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/engine/apply/applier.hpp"
#include "reconciler/engine/apply/recover.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// Steps an apply by hand for so long, and then ends the process that does it, without a word.
void run_for(Scene& scene, const Plan& plan, Duration time, bool only_begun) {
  auto options = scene.options;
  options.only_begun = only_begun;
  options.plan_json = "{\"a\":\"whole plan\"}";
  const auto actual = scene.now();
  Applier applier({plan, actual, scene.provider, scene.store, scene.observer, options}, scene.clock.now());
  const auto until = scene.clock.now() + time;
  while (!applier.finished() && scene.clock.now() < until) {
    applier.step(scene.clock.now());
    if (applier.finished()) break;
    if (applier.calls_in_flight()) {
      for (const auto& completion : scene.provider.wait(1s)) applier.answer(completion, scene.clock.now());
    } else {
      scene.clock.wait_until(std::min(until, std::max(applier.next_due(), scene.clock.now() + 1ms)));
    }
  }
  if (applier.finished()) static_cast<void>(applier.close(scene.clock.now()));
}

/// How many starts it takes until nothing is open; 99 when it never ends.
int starts_until_closed(Scene& scene, const Plan& plan, Duration each) {
  for (int start = 1; start < 99; ++start) {
    const auto open = open_applies(scene.store.entries(), kFleet);
    if (open.empty()) return start - 1;
    run_for(scene, begun_part(plan, open.front().changes), each, true);
  }
  return 99;
}

}  // namespace

TEST_CASE("a process that is ended every few seconds finishes its recovery") {
  struct Row {
    const char* that;
    void (*weather)(Scene&);
    Change (*change)(Scene&);
    Duration first;  ///< The first process lives so long.
    Duration each;
  };
  const Row rows[] = {
      {"a create that never reached the cloud",
       [](Scene& s) {
         s.provider.fail_next("create_machine", {Fault::Kind::lose_the_call, {}}, 99);
       },
       [](Scene&) { return create_worker(1); }, 100ms, 5s},
      {"a create whose machine is listed late", [](Scene& s) { s.provider.cloud.delays.listing_lag = 12s; },
       [](Scene&) { return create_worker(1); }, 100ms, 5s},
      {"a machine that does not shut down", [](Scene& s) { s.provider.cloud.shutdown_works = false; },
       [](Scene& s) { return resize_worker(1, s.place_worker(1)); }, 2s, 18s},
      {"a machine that never comes up", [](Scene& s) { s.provider.cloud.never_ready = 99; },
       [](Scene&) { return create_worker(1); }, 1s, 70s},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      row.weather(scene);
      const auto plan = plan_of({row.change(scene)});
      run_for(scene, plan, row.first, false);
      REQUIRE(open_applies(scene.store.entries(), kFleet).size() == 1);
      CHECK(starts_until_closed(scene, plan, row.each) < 40);
    }
  }
}

TEST_CASE("the plan is written into the journal once, however often its apply is taken up again") {
  Scene scene;
  scene.provider.cloud.delays.boot = 10min;
  const auto plan = plan_of({create_worker(1)});
  run_for(scene, plan, 1s, false);
  for (int i = 0; i < 20; ++i) run_for(scene, plan, 1s, true);
  int whole = 0;
  int begun = 0;
  for (const auto& entry : scene.store.entries()) {
    const auto* started = std::get_if<ApplyStarted>(&entry.body);
    begun += started != nullptr;
    whole += started && !started->plan_json.empty();
  }
  CHECK(begun == 21);
  CHECK(whole == 1);
  const auto open = open_applies(scene.store.entries(), kFleet);
  REQUIRE(open.size() == 1);
  CHECK(open.front().started.plan_json == "{\"a\":\"whole plan\"}");
}

TEST_CASE("a day later the plan is written again, so that clearing the journal does not lose it") {
  Scene scene;
  scene.provider.cloud.delays.boot = 10min;
  const auto plan = plan_of({create_worker(1)});
  run_for(scene, plan, 1s, false);
  scene.clock.wait_until(scene.clock.now() + 25h);
  run_for(scene, plan, 1s, true);
  const auto* last = [&] {
    const ApplyStarted* found = nullptr;
    for (const auto& entry : scene.store.entries()) {
      if (const auto* started = std::get_if<ApplyStarted>(&entry.body)) found = started;
    }
    return found;
  }();
  REQUIRE(last);
  CHECK_FALSE(last->plan_json.empty());
}
