// A cloud that only the registry of this program knows: loaded, opened, observed, planned for and applied to,
// without a line in reconciler/ that names it.
#include <catch2/catch.hpp>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/secret_scan.hpp"
#include "reconciler/adapters/secrets/cloud_key.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/engine/apply/apply_plan.hpp"
#include "reconciler/engine/observe/observe.hpp"
#include "reconciler/ports/provider_registry.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string fleet_text(const std::string& provider, const std::string& source) {
  return "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: toys }\nspec:\n  provider: " + provider +
         "\n  regions: [nyc3]\n  pools:\n    - name: worker\n      image: ubuntu-22-04-x64\n"
         "      sizes: [s-1vcpu-2gb, s-2vcpu-4gb]\n      min: 2\n      max: 4\n  readings:\n    - from: " +
         source + "\n";
}

constexpr auto kPolicy =
    "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: load }\nspec:\n  pools: [worker]\n  threshold:\n"
    "    - { name: hot, metric: cpu, above: 80%, for: 5m, then: add_machine }\n";

LoadedFiles loaded(const std::string& fleet) {
  const TemporaryFolder folder;
  folder.write("declared/fleet.yaml", fleet);
  folder.write("declared/load.yaml", kPolicy);
  return load_declared(folder.path("declared"));
}

/// A cloud opened by its name, and a fleet declared for it.
struct ToyFleet {
  ToyFleet() {
    auto files = loaded(fleet_text("toy", "toy"));
    for (const auto& problem : files.diagnostics) UNSCOPED_INFO(problem.summary);
    REQUIRE(files.ok());
    declared = {std::move(files.fleet), std::move(files.policies), ""};
    ProviderChoice choice;
    choice.name = declared.fleet.provider;
    choice.find_key = [](const std::string&) -> Result<std::string> { return std::string("toy_v1_key"); };
    auto cloud = open_provider(choice, clock);
    REQUIRE(cloud.ok());
    opened = *std::move(cloud);
  }

  World observed() {
    auto seen = observe({.declared = declared,
                         .provider = *opened.provider,
                         .store = store,
                         .sources = {opened.monitoring.get()},
                         .now = clock.now(),
                         .wall = clock.now()});
    REQUIRE(seen.ok());
    return std::move(seen->world);
  }

  /// Observes, plans and applies once; returns the plan.
  Plan round() {
    const auto world = observed();
    auto plan = propose(world, clock.now()).plan;
    ApplyObserver quiet;
    const ApplyOptions options;
    const auto report = apply_plan({.plan = plan,
                                    .actual = world.actual,
                                    .provider = *opened.provider,
                                    .store = store,
                                    .observer = quiet,
                                    .options = options},
                                   clock);
    for (const auto& change : report.changes) CHECK(std::string(to_string(change.outcome)) == "done");
    return plan;
  }

  testing::FakeClock clock;
  testing::MemoryStore store;
  Declared declared;
  OpenedProvider opened;
};

}  // namespace

TEST_CASE("a cloud of the registry is loaded, opened, planned for and applied to") {
  ToyFleet fleet;
  CHECK(fleet.opened.description == "the toy cloud");
  CHECK(summary_of(fleet.round()).add == 2);
  CHECK(fleet.observed().actual.machines.size() == 2);
}

TEST_CASE("the readings of its monitoring lead to a decision") {
  ToyFleet fleet;
  fleet.round();
  fleet.clock.advance(1h);
  const auto plan = fleet.round();
  REQUIRE(summary_of(plan).add == 1);
  REQUIRE_FALSE(plan.changes.front().because.empty());
  CHECK(plan.changes.front().because.front().rule == "hot");
}

TEST_CASE("the rest of muster takes every fact about it from its row") {
  const auto rule = loaded(fleet_text("toy", "toy")).fleet.readings.front();
  CHECK(rule.cloud == CloudReadings{.history = 2h, .shortest_step = 1min});
  CHECK(is_cloud_key_name("toy"));
  CHECK_FALSE(is_cloud_key_name("digitalocean"));
  CHECK(is_cloud_key("Bearer toy_v1_0123"));
  const auto found = secrets_in("key: toy_v1_0123456789abcdef0123");
  REQUIRE(found.size() == 1);
  CHECK(std::string(found.front().what) == "a toy key");
}

TEST_CASE("a cloud without a row is unknown, and the message names those with one") {
  const auto files = loaded(fleet_text("toi", "prometheus\n      url: http://127.0.0.1:9"));
  REQUIRE_FALSE(files.ok());
  CHECK(files.diagnostics.front().summary == "unknown word \"toi\"");
  CHECK(files.diagnostics.front().expected.starts_with("toy: "));
  testing::FakeClock clock;
  ProviderChoice choice;
  choice.name = "toi";
  const auto unknown = open_provider(choice, clock);
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().kind == ErrorKind::invalid);
  CHECK(unknown.error().what.find("toy") != std::string::npos);
}
