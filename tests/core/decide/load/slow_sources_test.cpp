// A source that reports less often than the fleet file expects: rules hold by what it can tell, or say so.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/blind_rules.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/readings_rules.hpp"

using namespace muster;
using namespace muster::test;

namespace {

void report(Scene& s, const std::string& subject, Metric metric, double value, Duration step,
            Duration length = 1h, Duration phase = Duration(0)) {
  for (auto ago = length / step * step + phase; ago >= phase; ago -= step)
    s.reading(subject, metric, value, ago);
}

std::vector<std::string> blind(const Scene& scene) {
  std::vector<std::string> all;
  for (const auto& rule : blind_rules_of(scene.inputs(), scene.now)) all.push_back(to_string(rule));
  return all;
}

}  // namespace

TEST_CASE(
    "an hour of hot CPU is answered however often the source reports, while a window holds two readings") {
  struct Row {
    const char* that;
    Duration step;
    Duration expected_every;
    bool answered;
  };
  for (const auto& row : {
           Row{"as often as expected", 30s, 30s, true},
           Row{"more often", 10s, 30s, true},
           Row{"every minute, as the cloud's monitoring", 1min, 30s, true},
           Row{"every 100 seconds", 100s, 30s, true},
           Row{"every two minutes", 2min, 30s, true},
           Row{"every two and a half", 150s, 30s, true},
           Row{"every three: five minutes do not hold two", 3min, 30s, false},
           Row{"every five", 5min, 30s, false},
           Row{"the fleet expects it every second", 1min, 1s, true},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({a_policy("overload", {cpu_rule()})}).machines(1);
      scene.world.fleet.sample_every = row.expected_every;
      report(scene, "worker/1", Metric::cpu, 93, row.step);
      CHECK(in_short(scene.first()) == (row.answered ? "worker/1 -> s-2vcpu-2gb" : "nothing"));
      CHECK(blind(scene).empty() == row.answered);
    }
  }
}

TEST_CASE("a rule that cannot be evaluated says why, and what to do") {
  Scene scene;
  scene.only({a_policy("overload", {cpu_rule()})}).machines(2);
  for (const auto* machine : {"worker/1", "worker/2"}) report(scene, machine, Metric::cpu, 93, 4min);
  CHECK(blind(scene) ==
        std::vector<std::string>{"rule cpu-hot of policy overload cannot be evaluated for pool worker: a "
                                 "reading of cpu comes every 4m, too rarely for 5m: a window needs two; use "
                                 "8m or longer, or name a source that reports more often"});
  CHECK(scene.first().notes ==
        std::vector<std::string>{"cpu above 80% for 5m: a reading comes every 4m, too rarely for 5m"});
}

TEST_CASE("machines that report a minute apart from each other are one pool all the same") {
  struct Row {
    const char* that;
    Duration step;
    Duration apart;
  };
  for (const auto& row : {
           Row{"every minute, twenty seconds apart", 1min, 20s},
           Row{"every two minutes, forty seconds apart", 2min, 40s},
           Row{"every half minute, ten seconds apart", 30s, 10s},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene busy;
      busy.only({band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}}})}).machines(3);
      Scene idle;
      idle.only({band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}}})}).machines(3);
      for (auto* scene : {&busy, &idle}) scene->pool().balancer.reset();
      for (int n = 1; n <= 3; ++n) {
        const auto machine = "worker/" + std::to_string(n);
        report(busy, machine, Metric::cpu, 93, row.step, 1h, row.apart * (n - 1));
        report(idle, machine, Metric::cpu, 10, row.step, 1h, row.apart * (n - 1));
      }
      CHECK(in_short(busy.first()) != "nothing");
      CHECK(busy.first().direction == Direction::up);
      CHECK(idle.first().direction == Direction::down);
      CHECK(blind(busy).empty());
    }
  }
}

TEST_CASE("what comes too rarely for ten minutes does not let a pool shrink") {
  struct Row {
    const char* that;
    Duration step;
    Direction direction;
  };
  for (const auto& row : {
           Row{"every minute", 1min, Direction::down},
           Row{"every five minutes", 5min, Direction::down},
           Row{"every seven", 7min, Direction::hold},
           Row{"every ten", 10min, Direction::hold},
       }) {
    for (const auto headroom : {Headroom::fixed, Headroom::learned}) {
      DYNAMIC_SECTION(row.that << (headroom == Headroom::fixed ? ", fixed" : ", learned")) {
        const bool learned = headroom == Headroom::learned;
        Scene scene;
        scene.only({learned ? learned_band() : band()}).machines(3).pool().balancer.reset();
        for (int n = 1; n <= 3; ++n)
          report(scene, "worker/" + std::to_string(n), Metric::cpu, 10, row.step, 2h);
        if (learned) look(scene);
        CHECK(scene.first().direction == row.direction);
      }
    }
  }
}

TEST_CASE("agents on a machine are counted by the step of whoever counts them") {
  auto rule = agents_rule();
  rule.lasting = 5min;
  for (const auto step : {Duration(30s), Duration(1min), Duration(2min)}) {
    Scene scene;
    scene.only({a_policy("density", {rule})}).machines(1);
    report(scene, "worker/1", Metric::agents, 12, step);
    CHECK(in_short(scene.first()).find("+ worker/2") == 0);
  }
}

TEST_CASE("a rule whose removals need more frequent readings says so, though the rule itself holds") {
  struct Row {
    const char* that;
    Policy policy;
    Duration step;
    bool told;
  };
  auto down = idle_rule();
  down.lasting = 30min;
  for (const auto& row : {
           Row{"every six minutes", a_policy("idle", {down}), 6min, true},
           Row{"every five minutes", a_policy("idle", {down}), 5min, false},
           Row{"every six minutes, and the rule only adds", a_policy("disks", {disk_rule()}), 6min, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({row.policy}).machines(2);
      for (const auto* machine : {"worker/1", "worker/2"})
        for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk})
          report(scene, machine, metric, 5, row.step, 4h);
      const auto all = blind(scene);
      REQUIRE(all.size() == (row.told ? 1 : 0));
      if (row.told)
        CHECK(all.front().find(
                  "a reading of cpu comes every 6m, too rarely to know whether the other machines") !=
              std::string::npos);
    }
  }
}

TEST_CASE("a rule that looks further back than its source reaches cannot be evaluated, and says so") {
  struct Row {
    const char* that;
    const char* source;
    Duration window;
    std::string told;
  };
  for (const auto& row : {
           Row{"seven hours of the cloud's monitoring", "digitalocean", 7h,
               "readings of cpu reach back 6h, too short for 7h: use 5h59m or shorter"},
           Row{"six hours, which need a reading before them", "digitalocean", 6h, "too short for 6h"},
           Row{"five hours", "digitalocean", 5h, ""},
           Row{"seven hours of a Prometheus", "prometheus", 7h, ""},
           Row{"thirty hours of a Prometheus", "prometheus", 30h, "readings of cpu reach back 1d2h"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      auto rule = cpu_rule();
      rule.lasting = row.window;
      scene.only({a_policy("overload", {rule})}).machines(1);
      scene.world.fleet.readings = {source(row.source)};
      report(scene, "worker/1", Metric::cpu, 5, 1min, 26h);
      const auto all = blind(scene);
      REQUIRE(all.size() == (row.told.empty() ? 0 : 1));
      INFO((all.empty() ? "" : all.front()));
      if (!row.told.empty()) CHECK(all.front().find(row.told) != std::string::npos);
    }
  }
}
