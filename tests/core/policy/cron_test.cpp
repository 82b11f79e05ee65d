#include <catch2/catch.hpp>

#include "reconciler/core/policy/kind/cron.hpp"
#include "reconciler/core/policy/kind/parse_cron.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string next(const char* cron, const TimeZone& zone, const char* after,
                 Doubled doubled = Doubled::first) {
  const auto at = next_firing(*parse_cron(cron), zone, doubled, instant(after));
  return at ? format_instant(*at) : "never";
}

std::string last(const char* cron, const TimeZone& zone, const char* now, Doubled doubled = Doubled::first) {
  const auto at = last_firing(*parse_cron(cron), zone, doubled, instant(now), Instant());
  return at ? format_instant(*at) : "never";
}

}  // namespace

TEST_CASE("a cron expression fires next") {
  struct Row {
    const char* that;
    const char* cron;
    TimeZone zone;
    const char* after;
    const char* expected;
  };
  const TimeZone utc;
  for (const auto& row : {
           Row{"later today", "30 8 * * *", utc, "2026-11-25T08:29:59Z", "2026-11-25T08:30:00Z"},
           Row{"not at the very instant", "30 8 * * *", utc, "2026-11-25T08:30:00Z", "2026-11-26T08:30:00Z"},
           Row{"on working days: over the weekend", "0 8 * * mon-fri", utc, "2026-11-27T08:00:00Z",
               "2026-11-30T08:00:00Z"},
           Row{"7 is Sunday", "0 8 * * 7", utc, "2026-11-25T00:00:00Z", "2026-11-29T08:00:00Z"},
           Row{"names in any case", "0 8 1 Jan,JUL *", utc, "2026-02-01T00:00:00Z", "2026-07-01T08:00:00Z"},
           Row{"every twenty minutes", "*/20 * * * *", utc, "2026-11-25T08:20:00Z", "2026-11-25T08:40:00Z"},
           Row{"steps from a value on", "10/25 3 * * *", utc, "2026-11-25T03:10:00Z", "2026-11-25T03:35:00Z"},
           Row{"steps within a range", "0 8-18/5 * * *", utc, "2026-11-25T13:00:00Z", "2026-11-25T18:00:00Z"},
           Row{"either kind of day, where both are restricted", "0 0 13 * fri", utc, "2026-11-10T00:00:00Z",
               "2026-11-13T00:00:00Z"},
           Row{"and the other", "0 0 13 * fri", utc, "2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z"},
           Row{"leap days", "0 0 29 2 *", utc, "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"},
           Row{"leap days over a year that is none", "0 0 29 2 *", utc, "2096-03-01T00:00:00Z",
               "2104-02-29T00:00:00Z"},
           Row{"by the zone's clocks in winter", "0 8 * * *", berlin(), "2026-01-15T00:00:00Z",
               "2026-01-15T07:00:00Z"},
           Row{"and in summer", "0 8 * * *", berlin(), "2026-07-15T00:00:00Z", "2026-07-15T06:00:00Z"},
           Row{"Berlin, a time that is skipped: when the clocks go forward", "30 2 * * *", berlin(),
               "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"},
           Row{"and a day later as always", "30 2 * * *", berlin(), "2026-03-29T01:00:00Z",
               "2026-03-30T00:30:00Z"},
           Row{"Berlin, a time that comes twice: the first time", "30 2 * * *", berlin(),
               "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"},
           Row{"and not again that night", "30 2 * * *", berlin(), "2026-10-25T00:30:00Z",
               "2026-10-26T01:30:00Z"},
           Row{"what fires all the time fires in the doubled hour too", "30 * * * *", berlin(),
               "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"},
           Row{"and is not made up for in the skipped one", "30 * * * *", berlin(), "2026-03-29T00:30:00Z",
               "2026-03-29T01:30:00Z"},
           Row{"New York, skipped", "30 2 * * *", new_york(), "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z"},
           Row{"New York, twice", "30 1 * * *", new_york(), "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z"},
           Row{"Lord Howe, half an hour skipped", "15 2 * * *", lord_howe(), "2026-10-03T00:00:00Z",
               "2026-10-03T15:30:00Z"},
           Row{"Lord Howe, the half hour after it", "45 2 * * *", lord_howe(), "2026-10-03T00:00:00Z",
               "2026-10-03T15:45:00Z"},
           Row{"Lord Howe, half an hour twice", "45 1 * * *", lord_howe(), "2026-04-04T00:00:00Z",
               "2026-04-04T14:45:00Z"},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(next(row.cron, row.zone, row.after) == row.expected);
      CHECK(last(row.cron, row.zone, row.expected) == row.expected);
    }
  }
  CHECK(next("30 2 * * *", berlin(), "2026-10-24T12:00:00Z", Doubled::last) == "2026-10-25T01:30:00Z");
  CHECK(last("30 2 * * *", berlin(), "2026-10-25T01:00:00Z", Doubled::last) == "2026-10-24T00:30:00Z");
}

TEST_CASE("over a year of changing clocks the last firing is the one before the next") {
  for (const char* text : {"30 2 * * *", "*/45 * * * *", "0 0 * * sun", "15 1,2 1-7 * *"}) {
    const auto cron = *parse_cron(text);
    for (const auto& zone : {TimeZone{}, berlin(), new_york(), lord_howe()}) {
      auto at = instant("2026-01-01T00:00:00Z");
      auto before = last_firing(cron, zone, Doubled::first, at, Instant());
      while (at < instant("2026-12-31T00:00:00Z")) {
        const auto next = next_firing(cron, zone, Doubled::first, at);
        REQUIRE(next);
        REQUIRE(*next > at);
        REQUIRE(last_firing(cron, zone, Doubled::first, *next - 1ms, Instant()) == before);
        before = next;
        at = *next;
      }
    }
  }
}

TEST_CASE("what is no cron expression says why") {
  struct Row {
    const char* text;
    const char* why;
  };
  for (const auto& row : {
           Row{"0 8 * *",
               "\"0 8 * *\" has 4 fields, not minute, hour, day of the month, month, weekday as in "
               "\"0 8 * * mon-fri\""},
           Row{"60 8 * * *", "minute \"60\": 60 is not from 0 to 59"},
           Row{"0 24 * * *", "hour \"24\": 24 is not from 0 to 23"},
           Row{"0 8 0 * *", "day of the month \"0\": 0 is not from 1 to 31"},
           Row{"0 8 * * mon-fry",
               "weekday \"mon-fry\": \"fry\" is not a number from 0 to 7 or a name such as sun"},
           Row{"0 18-8 * * *", "hour \"18-8\": the range 18-8 runs backwards"},
           Row{"*/0 * * * *", "minute \"*/0\": \"/0\" is not a step from 1 to 60"},
           Row{"1,,2 * * * *", "minute \"1,,2\": \"\" is not a number from 0 to 59"},
           Row{"-1 * * * *", "minute \"-1\": \"\" is not a number from 0 to 59"},
           Row{"0 0 30 2 *", "\"0 0 30 2 *\" never fires: no such month has such a day"},
       }) {
    const auto cron = parse_cron(row.text);
    INFO(row.text);
    REQUIRE_FALSE(cron.ok());
    CHECK(cron.error().what == row.why);
  }
}
