#include "reconciler/core/base/time.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("an instant reads and writes RFC 3339") {
  struct Row {
    const char* text;
    const char* same;
  };
  for (const auto& row : {
           Row{"2026-11-23T20:00:00Z", "2026-11-23T20:00:00Z"},
           Row{"2026-11-23T21:00:00+01:00", "2026-11-23T20:00:00Z"},
           Row{"2026-11-23T14:30:00-05:30", "2026-11-23T20:00:00Z"},
           Row{"2026-11-23T20:00:00.5Z", "2026-11-23T20:00:00.500Z"},
           Row{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
           Row{"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
       }) {
    const auto at = parse_instant(row.text);
    REQUIRE(at.ok());
    CHECK(format_instant(*at) == row.same);
  }
  for (const char* wrong :
       {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T20:00:00",
        "2026-11-23T20:00:00Zx", "2026-11-23T24:00:00Z", "2026-11-23T20:00:00.Z"}) {
    INFO(wrong);
    CHECK_FALSE(parse_instant(wrong).ok());
  }
}

TEST_CASE("a duration has a unit and reads back as it was written") {
  for (const char* text : {"0s", "250ms", "30s", "5m", "1h30m", "1d", "7d12h"}) {
    const auto length = parse_duration(text);
    REQUIRE(length.ok());
    CHECK(format_duration(*length) == text);
  }
  CHECK(*parse_duration("90s") == Duration(90s));
  for (const char* wrong : {"", "5", "5 m", "m", "5x", "1m1h", "1m1m", "-5m", "99999999999s",
                            "99999999999999999999999999999999999999s"}) {
    INFO(wrong);
    CHECK_FALSE(parse_duration(wrong).ok());
  }
}
