#include "reconciler/core/reading/summarise.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Sample at(Duration ago, double value, Quality quality = Quality::ok) {
  return {noon() - ago, measure(value), quality};
}

/// The same value every 30 s over a length, from old to new.
Series steady(double value, Duration length, Duration until_ago = Duration(0)) {
  Series series;
  for (auto ago = length; ago >= until_ago; ago -= 30s) series.push_back(at(ago, value));
  return series;
}

const Window kFiveMinutes{5min, 30s, {}};

}  // namespace

TEST_CASE("a signal says what was read, how much of it, and whether it may be believed") {
  Series series;
  for (int period = 10; period >= 0; --period) series.push_back(at(Duration(30s) * period, 70 + period));
  const auto signal = summarise(series, kFiveMinutes, noon());
  CHECK(signal.quality == Quality::ok);
  CHECK(signal.newest.value == Measure::whole(70));
  CHECK(signal.lowest == Measure::whole(70));
  CHECK(signal.highest == Measure::whole(79));  // 80 was read exactly five minutes ago: the edge.
  CHECK(signal.mean == Measure::milli(74'500));
  CHECK(signal.samples == 10);
  CHECK(signal.expected == 10);
  REQUIRE(signal.edge);
  CHECK(signal.edge->value == Measure::whole(80));
  CHECK(signal.covered());
}

TEST_CASE("quality follows the newest readings") {
  struct Row {
    const char* that;
    Series series;
    Quality quality;
  };
  for (const auto& row : {
           Row{"nothing was ever read", {}, Quality::missing},
           Row{"a good one is fresh", {at(90s, 1)}, Quality::ok},
           Row{"older than three periods it is stale", {at(91s, 1)}, Quality::stale},
           Row{"a failed one does not hide a fresh good one",
               {at(60s, 1), at(0s, 0, Quality::error)},
               Quality::ok},
           Row{"fresh ones that all failed are an error",
               {at(2h, 1), at(0s, 0, Quality::error)},
               Quality::error},
           Row{"old ones that failed are missing", {at(2h, 0, Quality::error)}, Quality::missing},
           Row{"what comes later does not count", {at(-30s, 1)}, Quality::missing},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(summarise(row.series, kFiveMinutes, noon()).quality == row.quality);
    }
  }
}

TEST_CASE("readings that ended before the window leave it empty") {
  const auto signal = summarise(steady(85, 60min, 10min), kFiveMinutes, noon());
  CHECK(signal.quality == Quality::stale);
  CHECK(signal.samples == 0);
  CHECK(signal.newest.value == Measure::whole(85));
}

TEST_CASE("coverage is the share of expected readings that are there") {
  struct Row {
    const char* that;
    std::vector<int> missing;
    int samples;
    bool covered;
  };
  for (const auto& row : {
           Row{"all", {}, 10, true},
           Row{"one gap", {4}, 9, true},
           Row{"a fifth is missing", {4, 7}, 8, true},
           Row{"more than a fifth is missing", {2, 4, 7}, 7, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Series series;
      for (int period = 10; period >= 0; --period) {
        const bool gap = std::find(row.missing.begin(), row.missing.end(), period) != row.missing.end();
        if (!gap) series.push_back(at(Duration(30s) * period, 50));
      }
      const auto signal = summarise(series, kFiveMinutes, noon());
      CHECK(signal.samples == row.samples);
      CHECK(signal.covered() == row.covered);
    }
  }
  SECTION("a burst of readings counts once") {
    Series series;
    for (int i = 100; i >= 0; --i) series.push_back(at(Duration(100ms) * i, 50));
    CHECK(summarise(series, kFiveMinutes, noon()).samples == 1);
  }
  SECTION("readings that come more often than expected are not more than all") {
    Series series;
    for (int i = 60; i >= 0; --i) series.push_back(at(Duration(5s) * i, 50));
    const auto signal = summarise(series, kFiveMinutes, noon());
    CHECK(signal.samples == signal.expected);
    CHECK(signal.expected == 20);
  }
}

TEST_CASE("readings that had their say are passed over") {
  const auto series = steady(85, 6min);
  const auto all_spent = summarise(series, {5min, 30s, noon()}, noon());
  CHECK(all_spent.acted_on);
  CHECK(all_spent.quality == Quality::ok);
  CHECK(all_spent.samples == 0);
  const auto half_spent = summarise(series, {5min, 30s, noon() - Duration(150s)}, noon());
  CHECK_FALSE(half_spent.acted_on);
  CHECK(half_spent.samples == 5);
  CHECK_FALSE(half_spent.edge);
}

TEST_CASE("normal is the median of the day before the window") {
  struct Row {
    const char* that;
    Series series;
    std::optional<double> normal;
  };
  auto bumpy = steady(100, 2h, Duration(5min) + Duration(30s));
  for (std::size_t i = 0; i < bumpy.size() / 3; ++i) bumpy[i * 3].value = Measure::whole(9000);
  auto failed = steady(100, 2h);
  for (auto& sample : failed) sample.quality = Quality::error;
  for (const auto& row : {
           Row{"a steady one", steady(100, 2h), 100},
           Row{"outliers do not move it", bumpy, 100},
           Row{"nothing was read", {}, std::nullopt},
           Row{"less than an hour before the window is no baseline", steady(100, 64min), std::nullopt},
           Row{"an hour is", steady(100, 65min), 100},
           Row{"failed readings are none", failed, std::nullopt},
           Row{"nine readings are too few",
               {at(3h, 1), at(170min, 1), at(160min, 1), at(150min, 1), at(140min, 1), at(130min, 1),
                at(2h, 1), at(110min, 1), at(100min, 1)},
               std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto normal = normal_of(row.series, 5min, noon());
      CHECK(normal == (row.normal ? std::optional(measure(*row.normal)) : std::nullopt));
    }
  }
  SECTION("of an even number it is the middle between two") {
    Series ten;
    for (int i = 10; i >= 1; --i) ten.push_back(at(Duration(20min) * i, i <= 5 ? 100 : 200));
    CHECK(normal_of(ten, 5min, noon()) == Measure::whole(150));
  }
}
