#include <catch2/catch.hpp>

#include "reconciler/core/policy/kind/parse_cron.hpp"
#include "reconciler/core/policy/kind/schedule.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ScheduleWindow lasting(const char* start, Duration length, TimeZone zone = {}) {
  ScheduleWindow window;
  window.start = *parse_cron(start);
  window.lasting = length;
  window.zone = std::move(zone);
  return window;
}

ScheduleWindow until(const char* start, const char* end, TimeZone zone = {}) {
  auto window = lasting(start, Duration(0), std::move(zone));
  window.lasting.reset();
  window.end = *parse_cron(end);
  return window;
}

std::string window_in_short(const WindowState& state) {
  const auto changes = state.until ? format_instant(*state.until) : "never";
  return state.open ? "open " + format_instant(state.since) + " to " + changes : "shut to " + changes;
}

}  // namespace

TEST_CASE("a window is open from its start until its end") {
  struct Row {
    const char* that;
    ScheduleWindow window;
    const char* now;
    const char* state;
  };
  const char* const daily = "0 8 * * *";
  for (const auto& row : {
           Row{"a moment before", lasting(daily, 10h), "2026-11-25T07:59:59Z",
               "shut to 2026-11-25T08:00:00Z"},
           Row{"at its start", lasting(daily, 10h), "2026-11-25T08:00:00Z",
               "open 2026-11-25T08:00:00Z to 2026-11-25T18:00:00Z"},
           Row{"a moment before its end", lasting(daily, 10h), "2026-11-25T17:59:59Z",
               "open 2026-11-25T08:00:00Z to 2026-11-25T18:00:00Z"},
           Row{"at its end", lasting(daily, 10h), "2026-11-25T18:00:00Z", "shut to 2026-11-26T08:00:00Z"},
           Row{"over midnight", lasting("0 22 * * *", 4h), "2026-11-26T01:00:00Z",
               "open 2026-11-25T22:00:00Z to 2026-11-26T02:00:00Z"},
           Row{"over a weekend", until("0 18 * * fri", "0 8 * * mon"), "2026-11-29T12:00:00Z",
               "open 2026-11-27T18:00:00Z to 2026-11-30T08:00:00Z"},
           Row{"and shut in the week", until("0 18 * * fri", "0 8 * * mon"), "2026-11-30T08:00:00Z",
               "shut to 2026-12-04T18:00:00Z"},
           Row{"windows that overlap are one", lasting(daily, 25h), "2026-11-25T08:30:00Z",
               "open 2026-11-25T08:00:00Z to 2026-11-26T09:00:00Z"},
           Row{"one that begins where it ends lasts until it comes again", until(daily, daily),
               "2026-11-25T12:00:00Z", "open 2026-11-25T08:00:00Z to 2026-11-26T08:00:00Z"},
           Row{"Berlin, a start that is skipped: from the moment the clocks go forward",
               lasting("30 2 * * *", 1h, berlin()), "2026-03-29T01:10:00Z",
               "open 2026-03-29T01:00:00Z to 2026-03-29T02:00:00Z"},
           Row{"Berlin, an end that is skipped: until that moment",
               until("0 1 * * *", "30 2 * * *", berlin()), "2026-03-29T00:59:59Z",
               "open 2026-03-29T00:00:00Z to 2026-03-29T01:00:00Z"},
           Row{"Berlin, a night of nine hours less one", until("0 22 * * *", "0 7 * * *", berlin()),
               "2026-03-29T04:59:00Z", "open 2026-03-28T21:00:00Z to 2026-03-29T05:00:00Z"},
           Row{"Berlin, a night of nine hours and one", until("0 22 * * *", "0 7 * * *", berlin()),
               "2026-10-25T05:59:00Z", "open 2026-10-24T20:00:00Z to 2026-10-25T06:00:00Z"},
           Row{"Berlin, nine hours are nine hours", lasting("0 22 * * *", 9h, berlin()),
               "2026-10-25T04:59:00Z", "open 2026-10-24T20:00:00Z to 2026-10-25T05:00:00Z"},
           Row{"Berlin, within the doubled hour: from the first to the last",
               until("15 2 * * *", "45 2 * * *", berlin()), "2026-10-25T01:00:00Z",
               "open 2026-10-25T00:15:00Z to 2026-10-25T01:45:00Z"},
           Row{"New York, within the doubled hour", until("15 1 * * *", "45 1 * * *", new_york()),
               "2026-11-01T06:44:00Z", "open 2026-11-01T05:15:00Z to 2026-11-01T06:45:00Z"},
           Row{"New York, wholly within the skipped hour: nothing to be open for",
               until("15 2 * * *", "45 2 * * *", new_york()), "2026-03-08T06:59:00Z",
               "shut to 2026-03-08T07:00:00Z"},
           Row{"Lord Howe, half an hour longer", until("30 1 * * *", "30 2 * * *", lord_howe()),
               "2026-04-04T15:59:00Z", "open 2026-04-04T14:30:00Z to 2026-04-04T16:00:00Z"},
           Row{"Lord Howe, half an hour shorter", until("45 1 * * *", "45 2 * * *", lord_howe()),
               "2026-10-03T15:40:00Z", "open 2026-10-03T15:15:00Z to 2026-10-03T15:45:00Z"},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(window_in_short(state_of(row.window, instant(row.now))) == row.state);
    }
  }
}
