#include <catch2/catch.hpp>

#include "reconciler/core/alert/notification_log.hpp"
#include "reconciler/core/alert/ownership_alerts.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A round that sees so many machines that fill no slot, and so many balancers.
RoundAlerts alerts_with(int machines, int balancers) {
  Scene scene;
  for (int i = 0; i < machines; ++i) {
    auto lost = a_machine({PoolName("worker"), 1});
    lost.id = MachineId(std::to_string(4000 + i));
    lost.created_at = noon() - std::chrono::hours(i + 1);
    scene.world.actual.strays.push_back(lost);
  }
  for (int i = 0; i < balancers; ++i) {
    LoadBalancer copy;
    copy.id = LoadBalancerId("copy-" + std::to_string(i));
    scene.world.actual.stray_balancers.push_back(copy);
  }
  RoundAlerts alerts;
  add_ownership_alerts(a_round(scene), alerts);
  return alerts;
}

const Alert* others_of(const RoundAlerts& alerts) {
  for (const auto& alert : alerts.firing)
    if (alert.subject == kOthers) return &alert;
  return nullptr;
}

}  // namespace

TEST_CASE("strays beyond the first twenty are told as a number with their money") {
  struct Row {
    int machines;
    int balancers;
    std::string rest;
  };
  for (const auto& row :
       {Row{0, 0, ""}, Row{20, 0, ""}, Row{17, 3, ""},
        Row{21, 0, "1 more stray machine bills $12.00 a month and fills no slot"},
        Row{60, 0, "40 more stray machines bill $480 a month and fill no slot"},
        Row{20, 2, "2 more stray load balancers bill $24.00 a month and fill no slot"},
        Row{22, 1,
            "2 more stray machines bill $24.00 a month and fill no slot; 1 more stray load balancer bills "
            "$12.00 a month and fills no slot"}}) {
    DYNAMIC_SECTION(row.machines << " machines, " << row.balancers << " balancers") {
      const auto alerts = alerts_with(row.machines, row.balancers);
      const auto* others = others_of(alerts);
      CHECK((others != nullptr) == !row.rest.empty());
      if (others) CHECK(others->summary == row.rest);
      CHECK(alerts.firing.size() <= 21);
    }
  }
}

TEST_CASE("a message that is cut off keeps the line that stands for many, and counts the rest by its kind") {
  auto alerts = alerts_with(60, 0);
  for (int i = 0; i < 40; ++i)
    alerts.firing.push_back({.name = AlertName::drift,
                             .subject = "machine.worker/" + std::to_string(i),
                             .summary = "was changed",
                             .since = noon()});
  Receiver rule;
  rule.name = "chat";
  const auto book = record({}, alerts, {}, {rule}, noon());
  const auto message = due(book, rule, FleetName("fpai"), noon());
  REQUIRE(message.firing.size() == 61);
  CHECK(message.firing.front().subject == kOthers);
  const auto text = text_of(message);
  CHECK_THAT(text, Catch::Contains("40 more stray machines bill $480 a month") &&
                       Catch::Contains("and 11 more: 11 stray\n"));
}
