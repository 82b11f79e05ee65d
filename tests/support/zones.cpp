#include "tests/support/zones.hpp"

#include <initializer_list>
#include <utility>

namespace muster::test {
namespace {

TimeZone zone(const char* name, Duration first,
              std::initializer_list<std::pair<const char*, Duration>> changes) {
  TimeZone made;
  made.name = name;
  made.first_ahead = first;
  for (const auto& [at, ahead] : changes) made.changes.push_back({instant(at), ahead});
  return made;
}

}  // namespace

Instant instant(const char* text) {
  return *parse_instant(text);
}

TimeZone berlin() {
  return zone("Europe/Berlin", 1h,
              {{"2025-03-30T01:00:00Z", 2h},
               {"2025-10-26T01:00:00Z", 1h},
               {"2026-03-29T01:00:00Z", 2h},
               {"2026-10-25T01:00:00Z", 1h},
               {"2027-03-28T01:00:00Z", 2h},
               {"2027-10-31T01:00:00Z", 1h}});
}

TimeZone new_york() {
  return zone("America/New_York", -5h,
              {{"2025-03-09T07:00:00Z", -4h},
               {"2025-11-02T06:00:00Z", -5h},
               {"2026-03-08T07:00:00Z", -4h},
               {"2026-11-01T06:00:00Z", -5h},
               {"2027-03-14T07:00:00Z", -4h},
               {"2027-11-07T06:00:00Z", -5h}});
}

TimeZone lord_howe() {
  return zone("Australia/Lord_Howe", 11h,
              {{"2025-04-05T15:00:00Z", 10h + 30min},
               {"2025-10-04T15:30:00Z", 11h},
               {"2026-04-04T15:00:00Z", 10h + 30min},
               {"2026-10-03T15:30:00Z", 11h},
               {"2027-04-03T15:00:00Z", 10h + 30min},
               {"2027-10-02T15:30:00Z", 11h}});
}

}  // namespace muster::test
