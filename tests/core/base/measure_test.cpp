#include "reconciler/core/base/measure.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a measure is exact to a thousandth") {
  struct Row {
    const char* text;
    std::int64_t milli;
    const char* same;
  };
  for (const auto& row : {
           Row{"80", 80'000, "80"},
           Row{"80.0", 80'000, "80"},
           Row{"85.3", 85'300, "85.3"},
           Row{"-1.5", -1'500, "-1.5"},
           Row{"0.0004", 0, "0"},
           Row{"0.0005", 1, "0.001"},
           Row{"79.9999", 80'000, "80"},
           Row{".5", 500, "0.5"},
       }) {
    const auto value = parse_measure(row.text);
    REQUIRE(value.ok());
    CHECK(value->in_milli() == row.milli);
    CHECK(format_measure(*value) == row.same);
  }
  for (const char* wrong :
       {"", "nan", "inf", "1e9", "8 0", "80%", "-", ".", "9999999999999999999999999999999999999999"})
    CHECK_FALSE(parse_measure(wrong).ok());
}

TEST_CASE("a scaled measure is rounded half up") {
  CHECK(scaled(Measure::whole(85), 1, 2) == Measure::milli(42'500));
  CHECK(scaled(Measure::milli(1), 1, 2) == Measure::milli(1));
  CHECK(scaled(Measure::whole(10), 1, 0) == Measure::whole(10));
}
