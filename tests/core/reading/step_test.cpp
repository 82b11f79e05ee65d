// How often a source reports is learnt from what came, and coverage is counted against that.
#include "reconciler/core/reading/step.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/reading/summarise.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Good readings so long before noon, from old to new.
Series at_seconds(std::initializer_list<int> seconds_ago) {
  Series series;
  for (const int ago : seconds_ago)
    series.push_back({noon() - std::chrono::seconds(ago), measure(93), Quality::ok});
  return series;
}

Series every(Duration step, Duration length) {
  Series series;
  for (auto ago = length / step * step; ago >= Duration(0); ago -= step)
    series.push_back({noon() - ago, measure(93), Quality::ok});
  return series;
}

Series with_failed(Series series, std::size_t one_in) {
  for (std::size_t i = 0; i < series.size(); i += one_in) series[i].quality = Quality::error;
  return series;
}

Series without(Series series, std::size_t one_in) {
  Series left;
  for (std::size_t i = 0; i < series.size(); ++i)
    if (i % one_in != 0) left.push_back(series[i]);
  return left;
}

Series joined(Series first, const Series& second) {
  first.insert(first.end(), second.begin(), second.end());
  std::sort(first.begin(), first.end(), [](const Sample& a, const Sample& b) { return a.at < b.at; });
  return first;
}

}  // namespace

TEST_CASE("the step of a series is what it has lately kept to") {
  struct Row {
    const char* that;
    Series series;
    std::optional<Duration> step;
  };
  for (const auto& row : {
           Row{"every half minute", every(30s, 10min), 30s},
           Row{"every minute", every(1min, 1h), 1min},
           Row{"every two minutes", every(2min, 1h), 2min},
           Row{"about every minute", at_seconds({305, 241, 182, 118, 61, 2}), 60s},
           Row{"one in three is lost: the others show it", without(every(1min, 1h), 3), 1min},
           Row{"a silence of half an hour is no step",
               joined(every(1min, 5min), at_seconds({2700, 2640, 2580, 2520})), 1min},
           Row{"two collectors a second apart report as one",
               at_seconds({241, 240, 181, 180, 121, 120, 61, 60}), 60s},
           Row{"it comes less often since a quarter of an hour",
               joined(every(2min, 16min),
                      at_seconds({1500, 1470, 1440, 1410, 1380, 1350, 1320, 1290, 1260, 1230})),
               2min},
           Row{"nor less than half of what is expected apart",
               at_seconds({247, 240, 187, 180, 127, 120, 67, 60, 7, 0}), 60s},
           Row{"every ten seconds: what is nearer than half of what is expected is one report",
               every(10s, 10min), 20s},
           Row{"nothing came", {}, std::nullopt},
           Row{"three readings say nothing yet", at_seconds({120, 60, 0}), std::nullopt},
           Row{"a burst is no step", at_seconds({9, 8, 7, 6, 5, 4, 3, 2, 1, 0}), std::nullopt},
           Row{"every second one failed: what lies over a failed one is no gap",
               with_failed(every(30s, 10min), 2), std::nullopt},
           Row{"one in four failed", with_failed(every(30s, 10min), 4), 30s},
           Row{"what claims to be still to come does not count",
               joined(every(1min, 10min), at_seconds({-5, -10, -15, -20, -25, -30})), 1min},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto step = learnt_step(row.series, 30s, noon());
      REQUIRE(step.has_value() == row.step.has_value());
      if (row.step) {
        CHECK(*step >= *row.step * 95 / 100);
        CHECK(*step <= *row.step * 105 / 100);
      }
    }
  }
}

TEST_CASE(
    "coverage is counted against the step at which a source reports, not against what is expected of it") {
  struct Row {
    const char* that;
    Series series;
    Duration expected_every;
    Duration window;
    bool covered;
    bool too_seldom;
  };
  for (const auto& row : {
           Row{"a reading a minute covers five minutes, though two are expected", every(1min, 1h), 30s, 5min,
               true, false},
           Row{"so does one every two minutes", every(2min, 1h), 30s, 5min, true, false},
           Row{"one every three minutes is too rarely for five", every(3min, 1h), 30s, 5min, true, true},
           Row{"but not for six", every(3min, 1h), 30s, 6min, true, false},
           Row{"a source that stopped after a minute of the window is not covered",
               joined(at_seconds({290, 280, 270, 260, 250}),
                      at_seconds({400, 390, 380, 370, 360, 350, 340, 330, 320})),
               30s, 5min, false, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto signal = summarise(row.series, {row.window, row.expected_every, {}}, noon());
      CHECK(signal.covered() == row.covered);
      CHECK(signal.too_seldom_for(row.window) == row.too_seldom);
    }
  }
}

TEST_CASE("a reading is old by the step of its source") {
  struct Row {
    const char* that;
    Series series;
    Duration expected_every;
    Quality quality;
  };
  const auto ended = [](Duration step, Duration ago) {
    auto series = every(step, 1h);
    for (auto& sample : series) sample.at -= ago;
    return series;
  };
  for (const auto& row : {
           Row{"every two minutes, five minutes ago: fresh", ended(2min, 5min), 30s, Quality::ok},
           Row{"every two minutes, seven minutes ago: stale", ended(2min, 7min), 30s, Quality::stale},
           Row{"every half minute, two minutes ago: stale", ended(30s, 2min), 30s, Quality::stale},
           Row{"a source that reports every twenty minutes, unasked, is stale after half an hour",
               ended(20min, 31min), 30s, Quality::stale},
           Row{"unless it is declared to report so seldom", ended(20min, 31min), 20min, Quality::ok},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(summarise(row.series, {Duration(0), row.expected_every, {}}, noon()).quality == row.quality);
    }
  }
}
