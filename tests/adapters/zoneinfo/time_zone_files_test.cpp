#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/zoneinfo/parse_tzif.hpp"
#include "reconciler/adapters/zoneinfo/posix_zone.hpp"
#include "reconciler/adapters/zoneinfo/read_time_zone.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string bytes_of(const std::string& name) {
  std::ifstream stream(zoneinfo_folder() + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// How far ahead the clocks are through three years, in steps that meet every change.
void check_like(const TimeZone& read, const TimeZone& written) {
  for (auto at = instant("2025-01-01T00:00:00Z"); at < instant("2028-01-01T00:00:00Z"); at += 30min) {
    if (ahead_at(read, at) != ahead_at(written, at)) FAIL_CHECK(read.name << " at " << format_instant(at));
  }
}

}  // namespace

TEST_CASE("the zones of this machine are as they were written down by hand") {
  for (const auto& written : {berlin(), new_york(), lord_howe()}) {
    const auto read = read_time_zone(written.name);
    REQUIRE(read.ok());
    check_like(*read, written);
  }
}

TEST_CASE("a zone's rule goes on after the last change in its file") {
  const auto zone = read_time_zone("Europe/Berlin");
  REQUIRE(zone.ok());
  CHECK(ahead_at(*zone, instant("2090-07-01T00:00:00Z")) == 2h);
  CHECK(ahead_at(*zone, instant("2090-12-01T00:00:00Z")) == 1h);
  CHECK(ahead_at(*zone, instant("1800-01-01T00:00:00Z")) == 53min + 28s);
}

TEST_CASE("every zone of this machine can be read") {
  const auto names = time_zone_names(zoneinfo_folder());
  CHECK(names.size() > 300);
  for (const auto& name : names) {
    const auto zone = read_time_zone(name);
    INFO(name);
    REQUIRE(zone.ok());
    CHECK(zone->name == name);
  }
}

TEST_CASE("POSIX rules of time zones") {
  struct Row {
    const char* rule;
    const char* at;
    Duration ahead;
  };
  for (const auto& row : {
           Row{"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 1h},
           Row{"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 2h},
           Row{"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 2h},
           Row{"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 1h},
           Row{"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -4h},
           Row{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:30:00Z", 11h},
           Row{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:29:59Z", 10h + 30min},
           Row{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -1h},
           Row{"AAA3BBB,J60,J300", "2028-03-01T05:00:00Z", -2h},  // The 1st of March, leap year or not.
           Row{"AAA3BBB,59,J300", "2028-02-29T05:00:00Z", -2h},
       }) {
    TimeZone zone;
    zone.first_ahead = row.ahead;
    INFO(row.rule << " " << row.at);
    REQUIRE(add_changes_by_rule(zone, row.rule, std::chrono::year(2030)).ok());
    CHECK(ahead_at(zone, instant(row.at)) == row.ahead);
    CHECK_FALSE(zone.changes.empty());
  }
  TimeZone still;
  CHECK(add_changes_by_rule(still, "<+0530>-5:30", std::chrono::year(2030)).ok());
  CHECK(still.changes.empty());
  for (const char* wrong : {"", "C", "CET", "CET-1CEST,M3", "CET-1CEST,M13.1.0,M1.1.0",
                            "CET-1CEST,M3.5.0,M10.5.0/3x", "CET999999999999", "<CET-1"}) {
    INFO(wrong);
    CHECK_FALSE(add_changes_by_rule(still, wrong, std::chrono::year(2030)).ok());
  }
}

TEST_CASE("a name that is no zone is refused, with the nearest one") {
  struct Row {
    const char* name;
    const char* what;
  };
  for (const auto& row : {
           Row{"Europe/Berlim", "unknown time zone \"Europe/Berlim\", did you mean Europe/Berlin?"},
           Row{"../../../etc/passwd", "unknown time zone \"../../../etc/passwd\""},
           Row{"/etc/passwd", "unknown time zone \"/etc/passwd\""},
           Row{"Europe", "unknown time zone \"Europe\""},
       }) {
    const auto zone = read_time_zone(row.name);
    INFO(row.name);
    REQUIRE_FALSE(zone.ok());
    CHECK(zone.error().what.rfind(row.what, 0) == 0);
  }
  const TemporaryFolder folder;
  CHECK(read_time_zone("UTC", folder.path("none")).ok());
  const auto none = read_time_zone("Europe/Berlin", folder.path("none"));
  REQUIRE_FALSE(none.ok());
  CHECK_THAT(none.error().what, Catch::Contains("package tzdata"));
}

TEST_CASE("spoilt time zone data is refused, never read beyond its end") {
  const auto good = bytes_of("Europe/Berlin");
  REQUIRE(parse_tzif("Europe/Berlin", good).ok());
  for (std::size_t length = 0; length < good.size(); ++length) {
    if (parse_tzif("Europe/Berlin", good.substr(0, length)).ok()) FAIL("cut at " << length);
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto spoilt = good;
    spoilt[at] = static_cast<char>(~spoilt[at]);
    const auto zone = parse_tzif("Europe/Berlin", spoilt);
    if (zone.ok()) CHECK(zone->changes.size() < 1000);
  }
}
