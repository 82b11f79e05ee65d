#include "reconciler/adapters/policy_test/load_trace.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a trace is read with its times and values") {
  const auto trace =
      parse_trace("timestamp,value\r\n2026-01-01T00:00:00Z,1.5\r\n2026-01-01T00:01:00Z,2e2\r\n", "t.csv");
  REQUIRE(trace.ok());
  REQUIRE(trace->size() == 2);
  CHECK((*trace)[1].value == 200);
  CHECK((*trace)[1].at - (*trace)[0].at == Duration(1min));
}

TEST_CASE("a broken trace names the line and what is wrong with it") {
  struct Row {
    const char* that;
    const char* text;
    const char* message;
  };
  const std::string head = "timestamp,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:01:00Z,1\n";
  for (const auto& row : {
           Row{"no header", "2026-01-01T00:00:00Z,1\n", "t.csv:1: expected the header"},
           Row{"nothing at all", "", "no rows"},
           Row{"no comma", "timestamp,value\n2026-01-01T00:00:00Z\n", "t.csv:2: expected timestamp,value"},
           Row{"a bad time", "timestamp,value\nyesterday,1\n", "t.csv:2: \"yesterday\" is not a time"},
           Row{"not a number", "timestamp,value\n2026-01-01T00:00:00Z,nan\n",
               "t.csv:2: \"nan\" is not a number"},
           Row{"a negative load", "timestamp,value\n2026-01-01T00:00:00Z,-1\n",
               "t.csv:2: \"-1\" is not a number"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto trace = parse_trace(row.text, "t.csv");
      REQUIRE_FALSE(trace.ok());
      CHECK_THAT(trace.error().what, Catch::Contains(row.message));
    }
  }
  CHECK_THAT(parse_trace(head + "2026-01-01T00:01:00Z,1\n", "t.csv").error().what,
             Catch::Contains("t.csv:4: times must grow"));
  CHECK_THAT(parse_trace(head + "2026-01-01T00:05:00Z,1\n", "t.csv").error().what,
             Catch::Contains("fill the gap"));
  CHECK(load_trace("/does/not/exist.csv").error().kind == ErrorKind::not_found);
  CHECK(load_trace("/dev/zero").error().kind == ErrorKind::invalid);
}
