// Metric by trouble: what is decided, and what is said. Nothing goes and nothing shrinks because of a
// trouble, and growth comes of good readings only. What sources make of their answers is held in
// tests/contracts.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/blind_rules.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

constexpr Metric kJudged[] = {Metric::cpu, Metric::memory, Metric::disk, Metric::response_time,
                              Metric::agents};

/// When a trouble stands against a way down that the other readings ask for.
enum class Holds {
  always,
  loads_of_all,  ///< Where it befalls cpu or memory of every machine; else what is good says enough.
  never          ///< The readings are as good as ever.
};

struct ReadingTrouble {
  const char* name;
  /// Adds the readings of one machine's metric, whose true value is `value`.
  void (*befalls)(Scene&, const std::string& machine, Metric, double value);
  bool grows;  ///< A rule that wants five minutes: enough of them are good to go by.
  Holds holds;
};

void good(Scene& s, const std::string& machine, Metric metric, double value, Duration length = 2h,
          Duration until_ago = Duration(0), Duration step = 30s) {
  for (auto ago = length; ago >= until_ago; ago -= step) s.reading(machine, metric, value, ago);
}

const std::vector<ReadingTrouble>& reading_troubles() {
  static const std::vector<ReadingTrouble> all = {
      {"silent for ten minutes",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 10min);
       },
       false, Holds::always},
      {"stale by a little",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 2min);
       },
       false, Holds::always},
      {"every second reading failed",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 10min);
         for (int i = 0; i < 20; ++i)
           i % 2 == 0 ? s.reading(m, metric, value, Duration(30s) * i)
                      : s.failed(m, metric, Duration(30s) * i);
       },
       false, Holds::loads_of_all},
      {"every value of ten minutes is one that cannot be (NaN, negative, above its range)",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 10min);
         for (int i = 0; i < 20; ++i) s.failed(m, metric, Duration(30s) * i);
       },
       false, Holds::always},
      {"a reading every two minutes",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, Duration(0), 2min);
       },
       true, Holds::never},
      {"a reading every eight minutes",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, Duration(0), 8min);
       },
       false, Holds::loads_of_all},
      {"each reading twice, a second apart",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value);
         good(s, m, metric, value, 2h - Duration(1s), Duration(0));
       },
       true, Holds::never},
      {"readings claim to be from the next ten minutes",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 10min);
         good(s, m, metric, value, -Duration(30s), -Duration(10min));
       },
       false, Holds::always},
      {"its clock stepped an hour ahead ten minutes ago",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 10min);
         good(s, m, metric, value, -Duration(50min), -Duration(60min));
       },
       false, Holds::always},
      {"its clock stepped an hour back ten minutes ago",
       [](Scene& s, const std::string& m, Metric metric, double value) {
         good(s, m, metric, value, 2h, 10min);
         good(s, m, metric, value, 70min - Duration(7s), 60min);
       },
       false, Holds::always},
  };
  return all;
}

std::vector<Policy> a_rule_on_everything() {
  auto crowded = agents_rule();
  crowded.lasting = 5min;
  auto full = disk_rule();
  full.lasting = 5min;
  return {band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                {Metric::memory, Measure::whole(60), Measure::whole(85), {}}}),
          a_policy("rules", {cpu_rule(), memory_rule(), response_time_rule(), full, crowded}),
          a_policy("less", {idle_rule()})};
}

double idle_value(Metric metric) {
  return metric == Metric::agents ? 1 : metric == Metric::response_time ? 100 : 15;
}
double high_value(Metric metric) {
  return metric == Metric::agents ? 14 : metric == Metric::response_time ? 900 : 94;
}

Scene a_troubled_pool(int machines) {
  Scene scene;
  scene.only(a_rule_on_everything()).machines(machines, "s-2vcpu-4gb").agents_of_one_kind(false);
  scene.pool().balancer.reset();
  ReadingsRule source;
  source.kind = "prometheus";
  source.queries = {{"agents", "a"}, {"response_time", "b"}};
  scene.world.fleet.readings = {source};
  return scene;
}

bool shrinks(const Decision& decision) {
  const auto& sizes = decision.from.machines;
  return std::any_of(sizes.begin(), sizes.end(), [&](const auto& machine) {
    const auto after = decision.to.machines.find(machine.first);
    const auto prices = a_price_list();
    return after == decision.to.machines.end() ||
           prices.of_size(after->second).monthly < prices.of_size(machine.second).monthly;
  });
}

bool holds(const ReadingTrouble& trouble, Metric metric, int machines) {
  const bool load = metric == Metric::cpu || metric == Metric::memory;
  return trouble.holds == Holds::always || (trouble.holds == Holds::loads_of_all && load && machines == 3);
}

bool says_something(const Scene& scene, const Decision& decision) {
  return !decision.notes.empty() || !decision.clamps.empty() ||
         !blind_rules_of(scene.inputs(), scene.now).empty();
}

}  // namespace

TEST_CASE("an idle pool that is read well shrinks") {
  // Without this the next test could not fail.
  auto scene = a_troubled_pool(3);
  for (int n = 1; n <= 3; ++n)
    for (const auto metric : kJudged) good(scene, "worker/" + std::to_string(n), metric, idle_value(metric));
  CHECK(shrinks(scene.first()));
}

TEST_CASE("no trouble with the readings of any metric lets a machine go or shrink") {
  for (const auto& trouble : reading_troubles()) {
    for (const auto troubled : kJudged) {
      for (const int machines : {1, 3}) {
        DYNAMIC_SECTION(to_string(troubled) << ", " << trouble.name << ", of " << machines << " machines") {
          auto scene = a_troubled_pool(3);
          for (int n = 1; n <= 3; ++n) {
            const auto machine = "worker/" + std::to_string(n);
            for (const auto metric : kJudged) {
              if (metric == troubled && n <= machines) {
                trouble.befalls(scene, machine, metric, idle_value(metric));
              } else {
                good(scene, machine, metric, idle_value(metric));
              }
            }
          }
          const auto decision = scene.first();
          if (!holds(trouble, troubled, machines)) continue;
          INFO(in_short(decision));
          CHECK_FALSE(shrinks(decision));
          CHECK(says_something(scene, decision));
        }
      }
    }
  }
}

TEST_CASE("a pool grows by good readings only, whatever befalls the others") {
  for (const auto& trouble : reading_troubles()) {
    for (const auto troubled : kJudged) {
      DYNAMIC_SECTION(to_string(troubled) << ", " << trouble.name) {
        auto scene = a_troubled_pool(1);
        scene.world.policies.erase(scene.world.policies.begin());  // A band reacts within half a minute.
        for (const auto metric : kJudged) {
          if (metric == troubled) {
            // What is normal is read well; what is high is not.
            if (metric == Metric::response_time)
              good(scene, "worker/1", metric, idle_value(metric), 20h, Duration(2h) + Duration(30s));
            trouble.befalls(scene, "worker/1", metric, high_value(metric));
          } else {
            good(scene, "worker/1", metric, metric == Metric::agents ? 5 : 65);
          }
        }
        const auto decision = scene.first();
        INFO(in_short(decision));
        CHECK((decision.direction == Direction::up) == trouble.grows);
        CHECK_FALSE(shrinks(decision));
        if (!trouble.grows) CHECK(says_something(scene, decision));
      }
    }
  }
}
