#include "reconciler/core/alert/notification.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;

TEST_CASE("a message reads well") {
  Notification message{.target = "chat", .fleet = FleetName("fpai"), .at = test::noon()};
  const auto ago = [](Duration by) { return test::noon() - by; };
  message.firing = {{.name = AlertName::budget_cap,
                     .subject = "fleet",
                     .severity = AlertSeverity::critical,
                     .summary = "the fleet costs $612.00 a month, 102% of its cap of $600.00",
                     .since = ago(3min)},
                    {.name = AlertName::threshold_crossed,
                     .subject = "worker/1",
                     .summary = "worker/1 cpu 85.3% > 80% for 6m (12 of 12 readings)",
                     .since = ago(6min)}};
  message.resolved = {
      {{.name = AlertName::stray,
        .subject = "4711",
        .summary = "stray machine lost (id 4711, s-1vcpu-2gb) bills $12.00 a month and fills no slot",
        .since = ago(1h)},
       test::noon()}};
  message.notices = {
      {"applied", "0123456789ab", "resize machine worker/1 s-1vcpu-2gb → s-2vcpu-2gb", test::noon()}};
  message.dropped_notices = 3;
  CHECK(
      text_of(message) ==
      "muster fpai: 1 critical, 1 warning, 1 resolved, 1 notice\nCRITICAL budget_cap fleet: the fleet costs "
      "$612.00 a month, 102% of its cap of $600.00 (since 2026-11-23T19:57:00Z)\nWARNING threshold_crossed "
      "worker/1: worker/1 cpu 85.3% > 80% for 6m (12 of 12 readings) (since 2026-11-23T19:54:00Z)\nRESOLVED "
      "stray 4711: stray machine lost (id 4711, s-1vcpu-2gb) bills $12.00 a month and fills no slot (after "
      "1h)\nNOTICE applied: resize machine worker/1 s-1vcpu-2gb → s-2vcpu-2gb\nmuster could not send 3 older "
      "notices in time and "
      "omits them\n");
}

TEST_CASE("a long message is cut for people, and says so") {
  Notification message{.target = "chat", .fleet = FleetName("fpai"), .at = test::noon()};
  for (int i = 0; i < 120; ++i)
    message.firing.push_back({.name = AlertName::drift, .subject = std::to_string(i), .summary = "changed"});
  const auto text = text_of(message);
  CHECK(text.starts_with("muster fpai: 120 warnings\n"));
  CHECK(text.ends_with("and 70 more: 70 drift\n"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 52);
}

TEST_CASE("names of alerts are words, each its own") {
  std::set<std::string> seen;
  for (int i = 0; i < kAlertNames; ++i) {
    const auto name = static_cast<AlertName>(i);
    CHECK(seen.insert(to_string(name)).second);
    CHECK(alert_name_of(to_string(name)) == name);
  }
  CHECK(alert_name_of("noise") == std::nullopt);
}
