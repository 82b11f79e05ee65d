#include "reconciler/core/fleet/declared/maintenance.hpp"

#include <catch2/catch.hpp>

#include "tests/core/fleet/declared/nights.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const DowntimeWindow kWeekendEvenings{4, 6, 18h,
                                      6h};  ///< Friday's, Saturday's and Sunday's evenings and nights.
const DowntimeWindow kAllDay{0, 6, 0h, 0h};
const DowntimeWindow kOfficeHours{0, 4, 9h, 17h};

}  // namespace

TEST_CASE("maintenance windows say whether something may be begun, and when") {
  struct Row {
    const char* that;
    MaintenanceWindows windows;
    const char* now;
    const char* held;  ///< "" when it may.
  };
  // 2026-11-23 is a Monday.
  for (const auto& row : std::vector<Row>{
           {"no windows, no rule", {}, "2026-11-23T12:00:00Z", ""},
           {"within what is allowed", {{kNights}, {}}, "2026-11-23T23:00:00Z", ""},
           {"outside of it",
            {{kNights}, {}},
            "2026-11-23T12:00:00Z",
            "maintenance.allow has only mon-fri 22:00-06:00; no change starts before 2026-11-23T22:00:00Z"},
           {"the first moment counts", {{kNights}, {}}, "2026-11-23T22:00:00Z", ""},
           {"the end does not",
            {{kNights}, {}},
            "2026-11-24T06:00:00Z",
            "maintenance.allow has only mon-fri 22:00-06:00; no change starts before 2026-11-24T22:00:00Z"},
           {"outside of what is denied", {{}, {kOfficeHours}}, "2026-11-23T08:59:59Z", ""},
           {"within what is denied",
            {{}, {kOfficeHours}},
            "2026-11-23T09:00:00Z",
            "maintenance.deny has mon-fri 09:00-17:00; no change starts before 2026-11-23T17:00:00Z"},
           {"deny wins",
            {{kNights}, {kWeekendEvenings}},
            "2026-11-27T23:00:00Z",
            "maintenance.deny has fri-sun 18:00-06:00; no change starts before 2026-11-30T22:00:00Z"},
           {"denied windows that follow each other are one wait",
            {{}, {{0, 0, 9h, 12h}, {0, 0, 12h, 17h}}},
            "2026-11-23T10:00:00Z",
            "maintenance.deny has mon 09:00-12:00; no change starts before 2026-11-23T17:00:00Z"},
           {"every window that is open is named",
            {{}, {{0, 0, 9h, 12h}, kOfficeHours}},
            "2026-11-23T10:00:00Z",
            "maintenance.deny has mon 09:00-12:00, mon-fri 09:00-17:00; no change starts before "
            "2026-11-23T17:00:00Z"},
           {"outside of what is allowed, and then denied",
            {{kNights, {5, 5, 12h, 13h}}, {{0, 4, 22h, 23h}}},
            "2026-11-23T12:00:00Z",
            "maintenance.allow has only mon-fri 22:00-06:00, sat 12:00-13:00; no change starts before "
            "2026-11-23T23:00:00Z"},
           {"no hour left",
            {{}, {kAllDay}},
            "2026-11-23T10:00:00Z",
            "maintenance.deny has mon-sun 00:00-00:00, and no hour of the week remains in which a change may "
            "start"},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(held_by_maintenance(row.windows, instant(row.now)).value_or("") == row.held);
    }
  }
}

TEST_CASE("maintenance is closed exactly as long as it says") {
  const MaintenanceWindows windows{{kNights, {6, 6, 0h, 0h}}, {kWeekendEvenings}};
  for (auto now = instant("2026-11-23T00:00:00Z"); now < instant("2026-11-30T00:00:00Z"); now += 10min) {
    const auto opens = maintenance_opening(windows, now);
    REQUIRE(opens);
    CHECK_FALSE(held_by_maintenance(windows, *opens));
    if (*opens > now) CHECK(held_by_maintenance(windows, *opens - 1ms));
  }
}
