#include "reconciler/core/fleet/declared/approval_rules.hpp"

#include <catch2/catch.hpp>

#include "tests/core/fleet/declared/nights.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Saturday and Sunday all day; from Sunday to Monday over noon.
const DowntimeWindow kWholeWeekend{5, 6, 0h, 0h};
const DowntimeWindow kOverTheWeeksEnd{6, 0, 11h, 13h};

}  // namespace

TEST_CASE("time lies within windows, or it does not") {
  struct Row {
    const char* that;
    std::vector<DowntimeWindow> windows;
    const char* from;
    const char* to;
    bool inside;
  };
  // 2026-11-23 is a Monday.
  for (const auto& row : std::vector<Row>{
           {"before it opens", {kNights}, "2026-11-23T21:59:59Z", "2026-11-23T22:10:00Z", false},
           {"from its first moment", {kNights}, "2026-11-23T22:00:00Z", "2026-11-23T22:10:00Z", true},
           {"over midnight", {kNights}, "2026-11-23T23:59:00Z", "2026-11-24T00:05:00Z", true},
           {"up to its last moment", {kNights}, "2026-11-24T05:50:00Z", "2026-11-24T06:00:00Z", true},
           {"and no longer", {kNights}, "2026-11-24T05:50:00Z", "2026-11-24T06:00:01Z", false},
           {"it does not open at its end", {kNights}, "2026-11-24T06:00:00Z", "2026-11-24T06:00:00Z", false},
           {"Friday's reaches into Saturday",
            {kNights},
            "2026-11-28T03:00:00Z",
            "2026-11-28T03:30:00Z",
            true},
           {"Saturday has none", {kNights}, "2026-11-28T23:00:00Z", "2026-11-28T23:30:00Z", false},
           {"Monday's early hours belong to Sunday",
            {kNights},
            "2026-11-23T03:00:00Z",
            "2026-11-23T03:10:00Z",
            false},
           {"windows take turns",
            {kNights, kWholeWeekend},
            "2026-11-28T05:00:00Z",
            "2026-11-29T12:00:00Z",
            true},
           {"from and to alike is a whole day",
            {kWholeWeekend},
            "2026-11-28T00:00:00Z",
            "2026-11-30T00:00:00Z",
            true},
           {"days go over the week's end",
            {kOverTheWeeksEnd},
            "2026-11-23T11:00:00Z",
            "2026-11-23T12:00:00Z",
            true},
           {"and end there", {kOverTheWeeksEnd}, "2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", false},
           {"without windows nothing lies within", {}, "2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", false},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(lies_within(row.windows, instant(row.from), instant(row.to)) == row.inside);
    }
  }
}

TEST_CASE("the next opening is found up to a week ahead") {
  CHECK(next_opening({kNights}, instant("2026-11-23T20:00:00Z")) == instant("2026-11-23T22:00:00Z"));
  CHECK(next_opening({kNights}, instant("2026-11-28T08:00:00Z")) == instant("2026-11-30T22:00:00Z"));
  CHECK(next_opening({kNights, kWholeWeekend}, instant("2026-11-28T08:00:00Z")) ==
        instant("2026-11-29T00:00:00Z"));
  const DowntimeWindow mondays{0, 0, 3h, 4h};
  CHECK(next_opening({mondays}, instant("2026-11-23T03:00:01Z")) == instant("2026-11-30T03:00:00Z"));
  CHECK(next_opening({}, instant("2026-11-28T08:00:00Z")) == std::nullopt);
}

TEST_CASE("a window reads as it was declared") {
  CHECK(to_string(kNights) == "mon-fri 22:00-06:00");
  CHECK(to_string(DowntimeWindow{5, 5, 90min, 125min}) == "sat 01:30-02:05");
}

TEST_CASE("a file that is not committed grants nothing") {
  ApprovalRules wide;
  wide.auto_below_month = Money::dollars(9000);
  wide.window = 1h;
  wide.auto_destroy = AutoDestroy::always;
  wide.blast_radius_percent = 100;
  wide.approvers = {{"mallory", "ed25519:x"}};
  wide.guards.max_destroy = 3;
  const auto held = as_uncommitted(wide);
  CHECK(held.auto_below_month == Money::dollars(50));
  CHECK(held.window == 24h);
  CHECK(held.auto_destroy == AutoDestroy::never);
  CHECK(held.blast_radius_percent == 20);
  CHECK(held.approvers.empty());
  CHECK(held.guards == wide.guards);

  ApprovalRules narrow;
  narrow.auto_below_month = Money::dollars(5);
  narrow.window = 48h;
  narrow.blast_radius_percent = 1;
  CHECK(as_uncommitted(narrow) == narrow);
}
