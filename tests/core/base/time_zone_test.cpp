#include <catch2/catch.hpp>

#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

LocalTime local(const char* text) {
  return LocalTime(instant((std::string(text) + ":00Z").c_str()).time_since_epoch());
}

std::string match_in_short(const LocalMatch& match) {
  if (match.instants.empty()) return "skipped at " + format_instant(match.skipped_at);
  std::string text;
  for (const auto at : match.instants) text += (text.empty() ? "" : " ") + format_instant(at);
  return text;
}

}  // namespace

TEST_CASE("the clocks of a zone show each time once, twice or never") {
  struct Row {
    const char* that;
    TimeZone zone;
    const char* shown;
    const char* when;
  };
  for (const auto& row : {
           Row{"UTC has no changes", TimeZone{}, "2026-07-01T12:00", "2026-07-01T12:00:00Z"},
           Row{"winter in Berlin", berlin(), "2026-01-15T08:00", "2026-01-15T07:00:00Z"},
           Row{"summer in Berlin", berlin(), "2026-07-15T08:00", "2026-07-15T06:00:00Z"},
           Row{"the last minute before the clocks go forward", berlin(), "2026-03-29T01:59",
               "2026-03-29T00:59:00Z"},
           Row{"the first skipped minute", berlin(), "2026-03-29T02:00", "skipped at 2026-03-29T01:00:00Z"},
           Row{"the last skipped minute", berlin(), "2026-03-29T02:59", "skipped at 2026-03-29T01:00:00Z"},
           Row{"the first minute after them", berlin(), "2026-03-29T03:00", "2026-03-29T01:00:00Z"},
           Row{"the last minute before the doubled hour", berlin(), "2026-10-25T01:59",
               "2026-10-24T23:59:00Z"},
           Row{"the first doubled minute", berlin(), "2026-10-25T02:00",
               "2026-10-25T00:00:00Z 2026-10-25T01:00:00Z"},
           Row{"the last doubled minute", berlin(), "2026-10-25T02:59",
               "2026-10-25T00:59:00Z 2026-10-25T01:59:00Z"},
           Row{"the first minute after them", berlin(), "2026-10-25T03:00", "2026-10-25T02:00:00Z"},
           Row{"New York skips two to three", new_york(), "2026-03-08T02:30",
               "skipped at 2026-03-08T07:00:00Z"},
           Row{"New York doubles one to two", new_york(), "2026-11-01T01:30",
               "2026-11-01T05:30:00Z 2026-11-01T06:30:00Z"},
           Row{"Lord Howe skips half an hour", lord_howe(), "2026-10-04T02:15",
               "skipped at 2026-10-03T15:30:00Z"},
           Row{"and not the other half", lord_howe(), "2026-10-04T02:30", "2026-10-03T15:30:00Z"},
           Row{"Lord Howe doubles half an hour", lord_howe(), "2026-04-05T01:45",
               "2026-04-04T14:45:00Z 2026-04-04T15:15:00Z"},
           Row{"and not the other half", lord_howe(), "2026-04-05T01:15", "2026-04-04T14:15:00Z"},
       }) {
    DYNAMIC_SECTION(row.that << " " << row.shown) {
      CHECK(match_in_short(match_local(row.zone, local(row.shown))) == row.when);
    }
  }
}

TEST_CASE("what the clocks show is when they show it") {
  for (const auto& zone : {berlin(), new_york(), lord_howe()}) {
    for (auto at = instant("2026-01-01T00:00:00Z"); at < instant("2027-01-01T00:00:00Z"); at += 15min) {
      const auto match = match_local(zone, local_time(zone, at));
      if (std::find(match.instants.begin(), match.instants.end(), at) != match.instants.end()) continue;
      FAIL(zone.name << " at " << format_instant(at));
    }
  }
}

TEST_CASE("a moment is told by the clocks of its zone") {
  CHECK(format_local(berlin(), instant("2026-03-29T00:59:00Z")) == "2026-03-29 01:59 Europe/Berlin");
  CHECK(format_local(berlin(), instant("2026-03-29T01:00:00Z")) == "2026-03-29 03:00 Europe/Berlin");
  CHECK(format_local({}, instant("2026-03-29T01:00:00Z")) == "2026-03-29 01:00 UTC");
}
