#include <catch2/catch.hpp>

#include <filesystem>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/program/check_document.hpp"
#include "tests/program/recorded_agents.hpp"
#include "tests/support/manual_changes.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A fleet of one worker for four agents, as muster left it, and somebody with a hand on the cloud.
struct FleetInReach {
  CloudProcess cloud{{"--speed", "2000"}};
  Workbench bench;
  ManualChanges hand{cloud};

  FleetInReach() {
    bench.copy_reference_fleet();
    bench.write("four.ndjson", kFourAgents);
    const auto applied = run({"apply", "--readings", "four.ndjson", "--auto-approve"});
    INFO(applied.out << applied.err);
    REQUIRE(applied.code == 0);
  }
  Ran run(const std::vector<std::string>& words) const { return bench.muster(words, cloud.environment()); }
  Ran plan(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"plan", "--readings", "four.ndjson", "--detailed-exitcode"});
    return run(more);
  }
};

}  // namespace

TEST_CASE("what was done by hand is told, put back, and no drift any more") {
  const FleetInReach fleet;
  CHECK(fleet.plan().code == 0);
  fleet.hand.power_off(fleet.hand.droplet("fpai-worker-1"));
  fleet.hand.remove_firewalls();

  const auto plan = fleet.plan();
  INFO(plan.out << plan.err);
  CHECK(plan.code == 2);
  CHECK_THAT(plan.out, Catch::Contains("Changed outside muster since") && Catch::Contains("running -> off") &&
                           Catch::Contains("put back: switched on again") &&
                           Catch::Contains("firewall.worker") && Catch::Contains("put back: made anew"));
  const auto json = fleet.plan({"--json"});
  check_document("plan", json.out);
  CHECK_THAT(json.out, Catch::Contains("\"puts_back\""));
  CHECK_THAT(fleet.plan({"--format", "markdown"}).out, Catch::Contains("**Changed outside muster since"));

  const auto drift = fleet.plan({"--refresh-only"});
  CHECK(drift.code == 2);
  CHECK_THAT(drift.out, Catch::Contains("Drift: 2 objects.") && !Catch::Contains("Plan:"));

  const auto applied = fleet.run({"apply", "--readings", "four.ndjson", "--auto-approve"});
  INFO(applied.out << applied.err);
  CHECK(applied.code == 0);
  const auto after = fleet.plan({"--refresh-only"});
  CHECK(after.code == 0);
  CHECK_THAT(after.out, Catch::Contains("No drift."));
  CHECK(fleet.plan().code == 0);
}

TEST_CASE("drift that is accepted is drift no more, and the cloud is not touched") {
  const FleetInReach fleet;
  fleet.hand.rename(fleet.hand.droplet("fpai-worker-1"), "ada");
  const auto plan = fleet.plan();
  CHECK(plan.code == 0);
  CHECK_THAT(plan.out, Catch::Contains("fpai-worker-1 -> ada"));

  CHECK(fleet.run({"apply", "--refresh-only", "--readings", "four.ndjson"}).code == 3);
  CHECK(fleet.plan({"--refresh-only"}).code == 2);
  const auto accepted = fleet.run({"apply", "--refresh-only", "--readings", "four.ndjson", "--auto-approve"});
  INFO(accepted.out << accepted.err);
  CHECK(accepted.code == 0);
  CHECK_THAT(accepted.out, Catch::Contains("Accepted: 1 object. The cloud is unchanged."));
  CHECK(fleet.plan({"--refresh-only"}).code == 0);
  CHECK(fleet.hand.droplet("ada") != "");
}

TEST_CASE("a store that is gone claims no drift") {
  const FleetInReach fleet;
  fleet.hand.rename(fleet.hand.droplet("fpai-worker-1"), "ada");
  std::filesystem::remove_all(fleet.bench.folder() / ".muster");
  const auto drift = fleet.plan({"--refresh-only"});
  CHECK(drift.code == 0);
  CHECK_THAT(drift.out, Catch::Contains("There is no last applied state of this fleet"));
  CHECK(fleet.run({"apply", "--refresh-only", "--readings", "four.ndjson", "--auto-approve"}).code == 0);
  fleet.hand.rename(fleet.hand.droplet("ada"), "eve");
  CHECK(fleet.plan({"--refresh-only"}).code == 2);
}

TEST_CASE("a machine made elsewhere is adopted, left alone by the next plan, and released") {
  const FleetInReach fleet;
  const auto id = fleet.hand.make_droplet("by-hand", "s-1vcpu-2gb");
  const auto taken = fleet.run({"adopt", "machine", id, "--as", "worker/1"});
  CHECK(taken.code == 1);
  CHECK_THAT(taken.err, Catch::Contains("worker/1 is taken by machine"));
  CHECK(fleet.run({"adopt", "machine", "1", "--as", "worker/2"}).code == 1);
  CHECK(fleet.hand.tags(id) == "");

  const auto adopted = fleet.run({"adopt", "machine", id, "--as", "worker/2", "--auto-approve"});
  INFO(adopted.out << adopted.err);
  CHECK(adopted.code == 0);
  CHECK_THAT(adopted.out, Catch::Contains("Plan: 1 to adopt, 0 to add, 0 to change, 0 to destroy."));
  CHECK_THAT(fleet.hand.tags(id), Catch::Contains("muster-slot:worker:2"));
  CHECK_THAT(fleet.run({"status"}).out, Catch::Contains("worker/2"));
  CHECK_THAT(fleet.plan().out,
             !Catch::Contains("Changed outside muster") && !Catch::Contains(" machine.worker/2"));

  const auto released = fleet.run({"release", "worker/2", "--auto-approve"});
  INFO(released.out << released.err);
  CHECK(released.code == 0);
  CHECK_THAT(released.out, Catch::Contains("1 to release.") && Catch::Contains("continues to run and costs"));
  CHECK_THAT(fleet.hand.tags(id), !Catch::Contains("muster-"));
  CHECK(fleet.hand.droplet("by-hand") == id);
  CHECK_THAT(fleet.plan().out, !Catch::Contains("Changed outside muster"));
}

TEST_CASE("a volume made elsewhere is adopted and released") {
  const FleetInReach fleet;
  const auto id = fleet.hand.make_volume("notes", 10);
  const auto adopted = fleet.run({"adopt", "volume", id, "--as", "worker/1/data-7", "--auto-approve"});
  INFO(adopted.out << adopted.err);
  CHECK(adopted.code == 0);
  CHECK_THAT(fleet.run({"status", "--json"}).out, Catch::Contains("\"slot\": \"worker/1/data-7\""));
  const auto released = fleet.run({"release", "worker/1/data-7", "--auto-approve"});
  INFO(released.out << released.err);
  CHECK(released.code == 0);
  CHECK_THAT(fleet.run({"status", "--json"}).out, !Catch::Contains("\"slot\": \"worker/1/data-7\""));
  CHECK(fleet.hand.has_volume(id));
}

TEST_CASE("every scaling action leaves a record in the shape of its schema") {
  const FleetInReach fleet;
  const auto history = fleet.run({"history", "--json"});
  check_document("history", history.out);
  const auto document = JsonDocument::parse(history.out);
  REQUIRE(document.ok());
  const auto events = document->root().field("events").items();
  REQUIRE(events.ok());
  REQUIRE(events->size() > 2);
  for (const JsonView event : *events) {
    check_document("event", test::compact(event));
    CHECK(event.field("outcome").field("downtime_seconds").integer().ok());
    CHECK(event.field("outcome").field("cpu_after").is_null());
  }
}
