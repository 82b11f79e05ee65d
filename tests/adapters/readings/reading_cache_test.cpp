#include "reconciler/adapters/readings/reading_cache.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const Instant kNow{std::chrono::hours(24 * 365 * 50)};

Reading cpu(Duration ago, int percent, Quality quality = Quality::ok) {
  return {kNow - ago, kFirst, Metric::cpu, Measure::whole(percent), quality};
}

std::vector<Reading> told(const ReadingCache& held, Instant since, Instant now) {
  std::vector<Reading> readings;
  held.append_to(readings, since, now);
  return readings;
}

}  // namespace

TEST_CASE("what is told twice is held once") {
  ReadingCache held({});
  CHECK(held.add(cpu(30s, 70)));
  CHECK_FALSE(held.add(cpu(30s, 70)));
  CHECK(held.size() == 1);
  // An ok one stands against a failure, and the larger against the smaller, whichever came first.
  CHECK_FALSE(held.add(cpu(30s, 0, Quality::error)));
  CHECK_FALSE(held.add(cpu(30s, 60)));
  CHECK(held.add(cpu(30s, 80)));
  CHECK(told(held, kNow - 1h, kNow) == std::vector{cpu(30s, 80)});
}

TEST_CASE("readings come out in order of time, and none from outside what is asked for") {
  ReadingCache held({});
  for (const auto ago : {90s, 30s, 60s, -30s}) held.add(cpu(ago, 50));
  CHECK(told(held, kNow - 70s, kNow) == std::vector{cpu(60s, 50), cpu(30s, 50)});
  REQUIRE(held.newest_good(kFirst, Metric::cpu, kNow) != nullptr);
  CHECK(held.newest_good(kFirst, Metric::cpu, kNow)->at == kNow - 30s);
  CHECK(held.newest_good(kFirst, Metric::memory, kNow) == nullptr);
}

TEST_CASE("no more is held than decisions can use") {
  ReadingCache held({.fine = 30min, .day = {Metric::response_time}});
  const auto add_all = [&](Metric metric) {
    for (Duration ago{0}; ago <= 48h; ago += 30s)
      held.add({kNow - ago, kFirst, metric, Measure::whole(50), Quality::ok});
  };
  // A sample every half minute for two days is cut already on the way in.
  add_all(Metric::cpu);
  add_all(Metric::response_time);
  CHECK(held.size() <= 2 * 4096);
  held.forget(kNow);
  int fine = 0;
  int day = 0;
  for (const auto& reading : told(held, kNow - 48h, kNow)) ++(reading.metric == Metric::cpu ? fine : day);
  CHECK(fine == 61);
  CHECK(day >= 61 + 20 * 12);
  CHECK(day <= 61 + 26 * 12);
}

TEST_CASE("when a reading was last good is known for longer than a silence stands against a way down") {
  struct Row {
    const char* that;
    Duration last;
    std::size_t held;
  };
  for (const auto& row :
       {Row{"an hour ago", 60min, 1}, Row{"seventy minutes ago", 70min, 1}, Row{"longer ago", 71min, 0}}) {
    DYNAMIC_SECTION(row.that) {
      ReadingCache held({.fine = 30min, .day = {}});
      for (int i = 0; i < 5; ++i) held.add(cpu(row.last + Duration(30s) * i, 50));
      held.add(cpu(row.last - 30s, 0, Quality::error));
      held.forget(kNow);
      CHECK(held.size() == row.held);
      CHECK((held.newest_good(kFirst, Metric::cpu, kNow) != nullptr) == (row.held == 1));
    }
  }
}

TEST_CASE("a number of agents that was counted once is remembered for a day, and so is a failed count") {
  struct Row {
    const char* that;
    Duration last;
    Metric metric;
    Quality quality;
    std::size_t held;
  };
  for (const auto& row : {Row{"a good count of a day ago", 24h, Metric::agents, Quality::ok, 1},
                          Row{"a failed count of a day ago", 24h, Metric::agents, Quality::error, 1},
                          Row{"a good count of longer ago", 24h + 1s, Metric::agents, Quality::ok, 0},
                          Row{"a failed count of longer ago", 24h + 1s, Metric::agents, Quality::error, 0},
                          Row{"a failed reading of cpu", 1h, Metric::cpu, Quality::error, 0}}) {
    DYNAMIC_SECTION(row.that) {
      ReadingCache held({.fine = 30min, .day = {}});
      for (int i = 0; i < 5; ++i)
        held.add({kNow - row.last - Duration(30s) * i, kFirst, row.metric, Measure::whole(9), row.quality});
      held.forget(kNow);
      CHECK(held.size() == row.held);
    }
  }
}

TEST_CASE("the window of a rule is kept whole, however often readings come") {
  struct Row {
    const char* that;
    Duration step;
  };
  for (const auto& row : {Row{"once a second", 1s}, Row{"ten times a second", 100ms}}) {
    DYNAMIC_SECTION(row.that) {
      ReadingCache held({.fine = 75min, .day = {}});
      // One low and one high value, early in the window: rules look for the weakest value.
      for (Duration ago = 2h; ago >= Duration(0); ago -= row.step)
        held.add(cpu(ago, ago == 70min ? 3 : ago == 69min ? 97 : 50));
      held.forget(kNow);
      const auto kept = told(held, kNow - 75min, kNow);
      REQUIRE_FALSE(kept.empty());
      CHECK(kept.front().at <= kNow - 75min + 1s);
      CHECK(kept.back().at == kNow);
      const auto has = [&](Duration ago, int percent) {
        return std::find(kept.begin(), kept.end(), cpu(ago, percent)) != kept.end();
      };
      CHECK(has(70min, 3));
      CHECK(has(69min, 97));
      Duration longest{0};
      for (std::size_t i = 1; i < kept.size(); ++i) longest = std::max(longest, kept[i].at - kept[i - 1].at);
      CHECK(longest <= 2s);
      CHECK(held.size() <= 3 * 75 * 60);
    }
  }
}

TEST_CASE("a claim from a far future is let go of") {
  ReadingCache held({});
  held.add(cpu(-2h, 50));
  held.add(cpu(-1min, 50));
  held.forget(kNow);
  CHECK(held.size() == 1);
}

TEST_CASE("what a source must remember follows from the policies") {
  Policy policy;
  policy.stabilise_down = 10min;
  ThresholdRule slow;
  slow.lasting = 40min;
  slow.metric = Metric::response_time;
  slow.times_normal = true;
  policy.rule = Threshold{{slow}};
  CHECK(needs_of({policy}) == ReadingNeeds{65min, {Metric::response_time}});
  CHECK(needs_of({}) == ReadingNeeds{});
}
