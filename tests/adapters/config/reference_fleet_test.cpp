#include <catch2/catch.hpp>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/scaffold/scaffold.hpp"
#include "reconciler/adapters/scaffold/scaffold_files.hpp"
#include "reconciler/core/reading/source_reach.hpp"
#include "tests/support/readings_rules.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kReference = std::string(MUSTER_SOURCE_DIR) + "/desired-state";

void check_clean(const LoadedFiles& declared) {
  for (const auto& problem : declared.diagnostics)
    UNSCOPED_INFO(to_string(problem.at) << ": " << problem.summary);
  CHECK(declared.diagnostics.empty());
}

const Policy* policy_named(const LoadedFiles& declared, const std::string& name) {
  for (const auto& policy : declared.policies) {
    if (policy.name.value == name) return &policy;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("the reference fleet is what it says") {
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  const auto declared = load_declared(kReference, &*prices);
  check_clean(declared);
  const auto& fleet = declared.fleet;
  CHECK(fleet.name.value == "fpai");
  CHECK(fleet.provider == "digitalocean");
  CHECK(fleet.regions == std::vector{Region("nyc3"), Region("fra1")});
  CHECK(fleet.at == SourceMark{"desired-state/fleet.yaml", 3, 1});
  CHECK(fleet.content.text.starts_with("sha256:"));
  CHECK(fleet.budget.monthly_cap == Money::dollars(600));
  CHECK(fleet.budget.alert_share_percent == 80);
  CHECK(fleet.approval.auto_below_month == Money::dollars(50));
  CHECK(fleet.approval.window == 24h);
  CHECK(declared_step(fleet, Metric::cpu, PoolName("worker")) == 1min);
  REQUIRE(fleet.network);
  CHECK(*fleet.network == NetworkSpec{"fpai", Region("nyc3"), "10.120.0.0/20"});
  CHECK(fleet.readings == std::vector{source("digitalocean")});
  REQUIRE(fleet.agents.size() == 1);
  CHECK(fleet.agents[0].cpu_milli == 150);
  CHECK(fleet.agents[0].memory_mib == 160);
  CHECK(fleet.agents[0].drain_deadline == 5min);
  CHECK(fleet.agents[0].count == 4);
}

TEST_CASE("the reference pool is what it says") {
  const auto declared = load_declared(kReference);
  REQUIRE(declared.fleet.pools.size() == 1);
  const auto& pool = declared.fleet.pools[0];
  CHECK(pool.name.value == "worker");
  CHECK(pool.ladder.size() == 5);
  CHECK(pool.ladder[1] == SizeName("s-2vcpu-2gb"));
  CHECK(pool.min == 1);
  CHECK(pool.max == 12);
  CHECK(pool.at == SourceMark{"desired-state/fleet.yaml", 15, 7});
  REQUIRE(pool.balancer);
  CHECK(pool.balancer->from_machines == 2);
  CHECK(pool.balancer->forwarding == std::vector{Forwarding{"http", 80, "http", 8080}});
  CHECK(pool.balancer->health == HealthCheck{"http", 8080, "/health"});
  CHECK(pool.firewall == std::vector{FirewallRule{"tcp", "22", {"203.0.113.0/24"}},
                                     FirewallRule{"tcp", "8080", {"balancer"}}});
}

TEST_CASE("the reference policies are what they say") {
  const auto declared = load_declared(kReference);
  REQUIRE(declared.policies.size() == 7);
  const auto* overload = policy_named(declared, "overload");
  REQUIRE(overload);
  const auto& rules = std::get<Threshold>(overload->rule).rules;
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].name == "cpu-hot");
  CHECK(rules[0].limit == Measure::whole(80));
  CHECK(rules[0].lasting == 5min);
  CHECK(rules[0].remedy == Remedy::scale_up);
  CHECK(rules[0].at == SourceMark{"desired-state/policies/overload.yaml", 10, 7});
  const auto* response_time = policy_named(declared, "response-time");
  REQUIRE(response_time);
  CHECK(response_time->suspended);
  const auto& slow = std::get<Threshold>(response_time->rule).rules.at(0);
  CHECK(slow.times_normal);
  CHECK(slow.limit == Measure::whole(2));
  CHECK(slow.scope == Scope::pool);
  const auto& disk = std::get<Threshold>(policy_named(declared, "disk")->rule).rules.at(0);
  CHECK(disk.remedy == Remedy::add_volume);
  CHECK(disk.volume_gib == 50);
  const auto& band = std::get<Target>(policy_named(declared, "band")->rule);
  CHECK(band.loads.size() == 2);
  CHECK(band.loads[1].metric == Metric::memory);
  CHECK(band.loads[1].high == Measure::whole(85));
  CHECK(band.react == 30s);
  const auto& tiers = std::get<Tiers>(policy_named(declared, "tiers")->rule).steps;
  REQUIRE(tiers.size() == 5);
  CHECK(tiers[4].volumes_gib == std::vector<int>{200, 200, 200, 200});
  CHECK(tiers[4].balancers == 2);
  CHECK(tiers[2].at == SourceMark{"desired-state/policies/tiers.yaml", 21, 7});
}

TEST_CASE("the content digest changes with every byte and name, and with nothing else") {
  const TemporaryFolder a;
  const TemporaryFolder b;
  REQUIRE(write_starter(a.path("x")).ok());
  REQUIRE(write_starter(b.path("y")).ok());
  const auto first = load_declared(a.path("x")).fleet.content;
  CHECK(load_declared(b.path("y")).fleet.content == first);
  b.write("y/README.md", "words");
  b.write("y/policies/overload_test.yaml", "not read: [");
  CHECK(load_declared(b.path("y")).fleet.content == first);
  std::filesystem::rename(b.path("y/policies/tiers.yaml"), b.path("y/policies/steps.yaml"));
  CHECK(load_declared(b.path("y")).fleet.content != first);
  std::ofstream(a.path("x/fleet.yaml"), std::ios::app) << "# one comment more\n";
  CHECK(load_declared(a.path("x")).fleet.content != first);
}

TEST_CASE("the starter is clean, and never overwrites") {
  const TemporaryFolder folder;
  const auto dir = folder.path("made/on/the/way");
  const auto written = write_starter(dir);
  REQUIRE(written.ok());
  CHECK(written->size() == starter_files()->size());
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  check_clean(load_declared(dir, &*prices));

  const auto again = write_starter(dir);
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().kind == ErrorKind::conflict);
  CHECK(again.error().what.find("fleet.yaml, policies") != std::string::npos);

  folder.write("file", "text");
  CHECK(write_starter(folder.path("file")).error().kind == ErrorKind::conflict);
}

TEST_CASE("the built-in prices are DigitalOcean's") {
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  CHECK(prices->dated == "2026-11");
  CHECK(prices->of_size(SizeName("s-2vcpu-4gb")) == Price{Money::micros(35'710), Money::dollars(24)});
  CHECK(prices->of_volume(50).monthly == Money::dollars(5));
  CHECK(prices->of_load_balancer().monthly == Money::dollars(12));
  CHECK(prices->snapshot_gib_month == Money::cents(6));
  CHECK(prices->sells(SizeName("s-8vcpu-16gb"), Region("nyc3")));
  CHECK_FALSE(prices->sells(SizeName("s-1vcpu-512mb-10gb"), Region("nyc3")));
  for (const auto& offer : prices->sizes) {
    // A month has 672 billed hours, and an hour's price five digits.
    CHECK(offer.price.hourly.in_micros() == (offer.price.monthly.in_micros() + 3360) / 6720 * 10);
  }
  CHECK(embedded_prices("nowhere").error().kind == ErrorKind::not_found);
}

TEST_CASE("without a cloud sizes are held against the built-in prices, as far as those go") {
  const TemporaryFolder folder;
  const auto fleet_of = [&](const std::string& sizes) {
    folder.write("declared/fleet.yaml",
                 "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: test }\nspec:\n"
                 "  provider: digitalocean\n  regions: [nyc3]\n  pools:\n"
                 "    - { name: worker, image: debian-12-x64, max: 2, sizes: " +
                     sizes + " }\n");
    return load_declared_offline(folder.path("declared"));
  };
  CHECK(fleet_of("[s-1vcpu-2gb]").diagnostics.empty());

  const auto unknown = fleet_of("[s-1vcpu-3gb]");
  CHECK_FALSE(unknown.ok());
  CHECK(unknown.diagnostics.at(0).at == SourceMark{"declared/fleet.yaml", 8, 61});

  const auto elsewhere = fleet_of("[s-1vcpu-512mb-10gb]");
  CHECK(elsewhere.diagnostics.at(0).summary == "size s-1vcpu-512mb-10gb is not sold in nyc3");

  const auto other_family = fleet_of("[g-2vcpu-8gb]");
  CHECK(other_family.ok());
  REQUIRE(other_family.diagnostics.size() == 1);
  CHECK(other_family.diagnostics[0].severity == Severity::warning);
  CHECK(other_family.fleet.pools.size() == 1);
}
