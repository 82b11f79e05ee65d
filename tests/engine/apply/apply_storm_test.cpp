#include <catch2/catch.hpp>
#include <random>

#include "tests/engine/apply/wide_plan.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

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
