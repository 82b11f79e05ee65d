#include "reconciler/core/decide/load/threshold_check.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

const Instant kNow{std::chrono::hours(24 * 365 * 56)};

/// Samples thirty seconds apart, the last one now.
Series every_thirty(const std::vector<std::pair<int, Quality>>& samples) {
  Series series;
  auto at = kNow - 30s * (static_cast<int>(samples.size()) - 1);
  for (const auto& [percent, quality] : samples) {
    series.push_back({at, Measure::whole(percent), quality});
    at += 30s;
  }
  return series;
}

Series throughout(int percent, Quality quality) {
  return every_thirty(std::vector<std::pair<int, Quality>>(25, {percent, quality}));
}

}  // namespace

TEST_CASE("a failed reading that says what the value is at least may ask for more, and never for less") {
  const ThresholdLine above{Comparison::above, Measure::whole(90)};
  const ThresholdLine below{Comparison::below, Measure::whole(99)};
  struct Row {
    const char* that;
    Series series;
    ThresholdLine line;
    Duration lasting;
    ThresholdCheck::State state;
  };
  for (const auto& row : {
           Row{"at least above the line", throughout(96, Quality::error), above, 0s,
               ThresholdCheck::State::breached},
           Row{"for five minutes", throughout(96, Quality::error), above, 5min,
               ThresholdCheck::State::breached},
           Row{"not yet for half an hour", throughout(96, Quality::error), above, 30min,
               ThresholdCheck::State::pending},
           Row{"at least below the line: it may be above", throughout(40, Quality::error), above, 0s,
               ThresholdCheck::State::insufficient_data},
           Row{"nothing known at all", throughout(0, Quality::error), above, 0s,
               ThresholdCheck::State::insufficient_data},
           Row{"a way down", throughout(5, Quality::error), below, 0s,
               ThresholdCheck::State::insufficient_data},
           Row{"a way down for five minutes", throughout(5, Quality::error), below, 5min,
               ThresholdCheck::State::insufficient_data},
           Row{"missing is not a bound", throughout(96, Quality::missing), above, 0s,
               ThresholdCheck::State::insufficient_data},
           Row{"good readings count as ever", throughout(96, Quality::ok), above, 5min,
               ThresholdCheck::State::breached},
           Row{"a good one below the line", throughout(40, Quality::ok), above, 5min,
               ThresholdCheck::State::ok},
           Row{"the last one was judged, and is not above",
               every_thirty({{96, Quality::error}, {96, Quality::error}, {40, Quality::ok}}), above, 0s,
               ThresholdCheck::State::ok},
           Row{"good ones and bounds by turns",
               every_thirty({{96, Quality::ok},
                             {95, Quality::error},
                             {96, Quality::ok},
                             {95, Quality::error},
                             {96, Quality::ok},
                             {95, Quality::error},
                             {96, Quality::ok},
                             {95, Quality::error},
                             {96, Quality::ok},
                             {95, Quality::error},
                             {96, Quality::ok},
                             {95, Quality::error}}),
               above, 5min, ThresholdCheck::State::breached},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto check = check_threshold_line(row.series, row.line, {row.lasting, 30s, {}}, kNow);
      CHECK(check.state == row.state);
      if (row.state == ThresholdCheck::State::insufficient_data) CHECK(check.signal.quality != Quality::ok);
    }
  }
}
