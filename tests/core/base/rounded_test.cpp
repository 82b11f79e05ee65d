#include "reconciler/core/base/rounded.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a person reads one decimal, and more only where it tells two values apart") {
  struct Row {
    const char* that;
    std::int64_t value, other;
    const char* rounded;
    const char* beside;
  };
  for (const auto& row : {
           Row{"a whole number", 80'000, 60'000, "80", "80"},
           Row{"one decimal", 85'300, 80'000, "85.3", "85.3"},
           Row{"three decimals", 42'555, 80'000, "42.6", "42.6"},
           Row{"half goes up", 41'250, 80'000, "41.3", "41.3"},
           Row{"less than nothing", -41'250, 80'000, "-41.3", "-41.3"},
           Row{"just above its line", 80'040, 80'000, "80", "80.04"},
           Row{"just below its line", 79'999, 80'000, "80", "79.999"},
           Row{"its line itself", 80'000, 80'000, "80", "80"},
           Row{"hardly anything", 1, 0, "0", "0.001"},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(format_rounded(Measure::milli(row.value)) == row.rounded);
      CHECK(format_beside(Measure::milli(row.value), Measure::milli(row.other)) == row.beside);
    }
  }
}
