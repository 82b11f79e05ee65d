#include <chrono>
#include <csignal>
#include <map>

#include "tests/failures/bad_day.hpp"

using namespace muster;
using namespace muster::testing;

TEST_CASE("the first two create answers are lost: exactly the wanted machines exist") {
  const auto* fault = GENERATE("reset_after_effect", "error_after_effect", "truncated_body");
  CAPTURE(fault);
  const BadDay day("- {calls: POST /v2/droplets, nth: 1-2, fault: " + std::string(fault) + "}\n");
  day.declare(2);
  const auto apply = day.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  CHECK(day.there_are("droplets") == 2);
  CHECK(day.asked("POST /v2/droplets") == 2);
  CHECK(day.nothing_left());
}

TEST_CASE("a machine is accepted and then vanishes: another one takes its place") {
  const BadDay day("- {calls: POST /v2/droplets, nth: 1, fault: vanishes, for: 20s}\n", 20);
  day.declare(2);
  const auto apply = day.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  CHECK(day.there_are("droplets") == 2);
  CHECK(day.nothing_left());
}

TEST_CASE("an attach meets a pending event and waits for it") {
  const BadDay day("- {calls: POST /v2/volumes/*/actions, nth: 1, fault: pending_event, for: 30s}\n");
  day.declare(1, "      volumes:\n        - size: 10GiB\n");
  const auto apply = day.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  CHECK(day.asked("POST /v2/volumes/*/actions attach") > 1);
  CHECK(day.there_are("volumes") == 1);
  CHECK(day.nothing_left());
}

TEST_CASE("a volume is still attached after its machine is gone: the new machine gets it") {
  const BadDay day("");
  day.declare(1, "      volumes:\n        - size: 10GiB\n");
  REQUIRE(day.apply().code == 0);
  const auto droplets = day.page("/v2/droplets");
  const auto gone = *items_of(droplets, "droplets").front().field("id").integer();
  const auto volumes = day.page("/v2/volumes");
  const auto volume = *items_of(volumes, "volumes").front().field("id").text();
  REQUIRE(day.client().Delete("/v2/droplets/" + std::to_string(gone))->status == 204);

  const auto apply = day.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  const auto after = day.page("/v2/volumes");
  const auto kept = items_of(after, "volumes").front();
  CHECK(*kept.field("id").text() == volume);
  const auto holders = kept.field("droplet_ids").items();
  REQUIRE(holders->size() == 1);
  CHECK(*(*holders->begin()).integer() != gone);
  CHECK(day.there_are("volumes") == 1);
  CHECK(day.nothing_left());
}

TEST_CASE("a load balancer is busy for a minute and is waited for") {
  const BadDay day("- {calls: PUT /v2/load_balancers/*, nth: 1, fault: balancer_busy, for: 60s}\n");
  const std::string http = R"(          - { from: "http:80", to: "http:8080" })"
                           "\n";
  const std::string balanced = "      load_balancer:\n        from_machines: 1\n        forward:\n" + http;
  day.declare(1, balanced);
  REQUIRE(day.apply().code == 0);
  day.declare(1, balanced + R"(          - { from: "tcp:443", to: "tcp:8443" })"
                            "\n");
  const auto apply = day.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  CHECK(day.asked("PUT /v2/load_balancers/*") > 1);
  CHECK(day.nothing_left());
}

TEST_CASE(
    "a quota is hit after half the batch: what is there stays, and the rest follows when there is room") {
  const BadDay day("- {calls: POST /v2/droplets, nth: 3-4, fault: quota}\n");
  day.declare(4);
  const auto apply = day.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 5);
  CHECK_THAT(apply.out, Catch::Contains("droplet limit"));
  CHECK(day.there_are("droplets") == 2);
  CHECK(day.asked("DELETE /v2/droplets/*") == 0);

  for (int more = 0; more < 2 && !day.nothing_left(); ++more) static_cast<void>(day.apply());
  CHECK(day.there_are("droplets") == 4);
  CHECK(day.nothing_left());
}

TEST_CASE("one Ctrl-C in the middle of creations destroys nothing, then or afterwards") {
  const BadDay day("");
  day.declare(6);
  const auto apply = day.interrupted("create machine web/3", SIGINT);
  INFO(apply.out << apply.err);
  const auto made = day.there_are("droplets");
  CHECK(made > 0);
  const auto rest = day.apply();
  INFO(rest.out << rest.err);
  CHECK(rest.code == 0);
  CHECK(day.there_are("droplets") == 6);
  CHECK(day.asked("POST /v2/droplets") == 6);
  CHECK(day.asked("DELETE /v2/droplets/*") == 0);
}

TEST_CASE("the same approved plan applied again after a kill goes on: nothing is made twice") {
  const BadDay day("");
  day.declare(6);
  REQUIRE(day.muster({"plan", "--readings", "agents.ndjson", "-o", "plan.json"}).code == 0);
  const auto killed =
      day.bench.interrupted({"apply", "plan.json", "--auto-approve"},
                            "create machine web/4 s-1vcpu-1gb: creating", SIGKILL, day.environment());
  CHECK(killed.code == 128 + SIGKILL);
  const auto again = day.muster({"apply", "plan.json"});
  INFO(again.out << again.err);
  CHECK(again.code == 0);
  CHECK(day.there_are("droplets") == 6);
  CHECK(day.asked("POST /v2/droplets") == 6);
  CHECK(day.nothing_left());
}

TEST_CASE("an action of a second costs little more than a second") {
  const BadDay day("", 30);  // A boot of 25 to 55 s passes in one to two.
  day.declare(1);
  const auto before = std::chrono::steady_clock::now();
  const auto apply = day.apply();
  const auto took = std::chrono::steady_clock::now() - before;
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  // Others wait for ten before they look for the first time. Four are for a machine that is busy with tests.
  CHECK(took < std::chrono::seconds(2 + 4));
}
