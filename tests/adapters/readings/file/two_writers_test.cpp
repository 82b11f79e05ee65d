#include "reconciler/adapters/readings/file/two_writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

RecordedReadings two_writers_in(const std::string& text) {
  std::istringstream stream(text);
  return read_readings(stream, "r", ReadingsFormat::ndjson, {});
}

/// Returns a line with a reading, this number of seconds after noon.
std::string line_at(int seconds, const char* metric, double value) {
  const auto at = format_instant(instant("2026-11-23T12:00:00Z") + std::chrono::seconds(seconds));
  return fmt::format(R"({{"at":"{}","subject":"worker/1","metric":"{}","value":{}}})", at, metric, value) +
         "\n";
}

}  // namespace

TEST_CASE("two writers of one series are an error, and no value of theirs counts") {
  struct Row {
    const char* that;
    const char* metric;
    int interval;
    int offset;  ///< Of the second writer.
    std::vector<double> one;
    std::vector<double> other;
    bool two_writers;
  };
  for (const auto& row : {
           Row{"a twin that counts no agents", "agents", 60, 53, {9}, {0}, true},
           Row{"a twin half an interval later", "agents", 60, 30, {9, 8}, {0, 1}, true},
           Row{"a clone with another load", "cpu", 60, 7, {91, 90, 92}, {12, 14, 11}, true},
           Row{"two writers that agree", "agents", 60, 7, {9}, {9}, false},
           Row{"a load that alternates by itself", "cpu", 60, 30, {91, 90}, {12, 14}, false},
           Row{"a load that crosses", "cpu", 60, 7, {50, 20, 70}, {40, 60, 10}, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      std::string text;
      std::string second;
      for (int i = 0; i < 8; ++i) {
        const auto n = static_cast<std::size_t>(i);
        text += line_at(i * row.interval, row.metric, row.one[n % row.one.size()]);
        second += line_at(i * row.interval + row.offset, row.metric, row.other[n % row.other.size()]);
      }
      const auto recorded = two_writers_in(text + second);
      CHECK(recorded.problems.empty() != row.two_writers);
      const bool any_value =
          std::any_of(recorded.readings.begin(), recorded.readings.end(),
                      [](const Reading& reading) { return reading.quality == Quality::ok; });
      CHECK(any_value != row.two_writers);
      if (row.two_writers)
        CHECK_THAT(recorded.problems.front().summary, Catch::Contains("two series of values that alternate"));
    }
  }
}

TEST_CASE("a count that changes is no sign of two writers") {
  std::string text;
  for (int i = 0; i < 30; ++i) text += line_at(i * 60, "agents", i % 5);
  CHECK(two_writers_in(text).problems.empty());
}
