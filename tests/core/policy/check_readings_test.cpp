// What no source can report, or reports too seldom, is told before anything runs.
#include <catch2/catch.hpp>

#include "reconciler/core/policy/check/check_readings.hpp"
#include "reconciler/core/reading/source_reach.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/readings_rules.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ReadingsRule prometheus(std::map<std::string, std::string> queries) {
  auto rule = source("prometheus");
  rule.queries = std::move(queries);
  return rule;
}

ReadingsRule host(const std::string& agents) {
  auto rule = source("host");
  rule.machine = "worker/1";
  rule.agents = agents;
  return rule;
}

ThresholdRule lasting(ThresholdRule rule, Duration length) {
  rule.lasting = length;
  return rule;
}

}  // namespace

TEST_CASE("each kind of source knows what it can report") {
  struct Row {
    const char* that;
    ReadingsRule source;
    std::set<Metric> always;
    std::set<Metric> perhaps;
  };
  const std::set<Metric> usual = {Metric::cpu, Metric::memory, Metric::disk, Metric::disk_used};
  const std::set<Metric> of_node = {Metric::agents, Metric::log_used, Metric::database_used};
  std::set<Metric> all;
  for (const auto& metric : kMetricTable) all.insert(metric.metric);
  auto logs = host("agent");
  logs.logs = {"/var/log"};
  for (const auto& row : {
           Row{"the cloud's monitoring", source("digitalocean"), usual, {}},
           Row{"a Prometheus, unasked", prometheus({}), usual, {}},
           Row{"a Prometheus with a query for agents and none for disk_used",
               prometheus({{"agents", "a"}, {"disk_used", ""}}),
               {Metric::cpu, Metric::memory, Metric::disk, Metric::agents},
               {}},
           Row{"node exporter", source("node_exporter"), usual, of_node},
           Row{"muster-node", source("node"), usual, of_node},
           Row{"the host", host(""), usual, {}},
           Row{"the host that counts agents and logs",
               logs,
               {Metric::cpu, Metric::memory, Metric::disk, Metric::disk_used, Metric::agents,
                Metric::log_used},
               {}},
           Row{"a file", source("file"), {}, all},
       }) {
    DYNAMIC_SECTION(row.that) {
      for (const auto metric : all) {
        const auto wanted = row.always.contains(metric)    ? Reports::always
                            : row.perhaps.contains(metric) ? Reports::perhaps
                                                           : Reports::never;
        INFO(to_string(metric));
        CHECK(reports_of(row.source, metric, kWorker) == wanted);
      }
    }
  }
  CHECK(reports_of(host("agent"), Metric::agents, PoolName("other")) == Reports::never);
}

TEST_CASE("a source reports as often as its kind can, or as the fleet says") {
  auto fleet = a_fleet();
  CHECK(declared_step(fleet, source("digitalocean")) == 1min);
  CHECK(declared_step(fleet, source("prometheus")) == 30s);
  fleet.sample_every = 5min;
  CHECK(declared_step(fleet, source("digitalocean")) == 5min);
  fleet.sample_every = 30s;
  fleet.readings = {source("digitalocean"), prometheus({{"agents", "a"}})};
  CHECK(declared_step(fleet, Metric::cpu, kWorker) == 1min);
  CHECK(declared_step(fleet, Metric::agents, kWorker) == 30s);
  CHECK(declared_step(fleet, Metric::response_time, kWorker) == 30s);
}

TEST_CASE(
    "a rule that can never hold is told: as a warning where nobody reports its metric, else as an error") {
  struct Row {
    const char* that;
    std::vector<ReadingsRule> sources;
    Policy policy;
    const char* path;  ///< Empty: nothing is wrong.
    const char* summary;
    Severity severity = Severity::error;
  };
  for (const auto& row : {
           Row{"five minutes of the cloud's monitoring",
               {source("digitalocean")},
               a_policy("p", {cpu_rule()}),
               "",
               ""},
           Row{"two minutes hold two readings of it",
               {source("digitalocean")},
               a_policy("p", {lasting(cpu_rule(), 2min)}),
               "",
               ""},
           Row{"ninety seconds do not",
               {source("digitalocean")},
               a_policy("p", {lasting(cpu_rule(), 90s)}),
               "spec.threshold[0].for",
               "rule cpu-hot evaluates 1m30s, and digitalocean reports every 1m: it can never be met"},
           Row{"seven hours of it are longer than it reaches back",
               {source("digitalocean")},
               a_policy("p", {lasting(cpu_rule(), 7h)}),
               "spec.threshold[0].for",
               "rule cpu-hot evaluates 7h, and readings of cpu reach back 6h: it can never be met",
               Severity::warning},
           Row{"but another source may reach back further",
               {source("digitalocean"), prometheus({})},
               a_policy("p", {lasting(cpu_rule(), 7h)}),
               "",
               ""},
           Row{"but another source may report more often",
               {source("digitalocean"), prometheus({})},
               a_policy("p", {lasting(cpu_rule(), 90s)}),
               "",
               ""},
           Row{"half a minute of a source that reports every half minute",
               {source("prometheus")},
               a_policy("p", {lasting(memory_rule(), 30s)}),
               "spec.threshold[0].for",
               "rule memory-full evaluates 30s, and prometheus reports every 30s: it can never be met"},
           Row{"the newest reading alone asks for no window",
               {source("digitalocean")},
               a_policy("p", {lasting(cpu_rule(), Duration(0))}),
               "",
               ""},
           Row{"a way down also evaluates its stabilisation",
               {source("digitalocean")},
               a_policy("p", {lasting(idle_rule(), 1min)}),
               "",
               ""},
           Row{"response times, and the cloud does not know them",
               {source("digitalocean")},
               a_policy("p", {response_time_rule()}),
               "spec.threshold[0]",
               "no source of the fleet reports response_time: rule slow of policy p cannot be evaluated",
               Severity::warning},
           Row{"a Prometheus that is asked for nothing about them",
               {prometheus({{"agents", "a"}})},
               a_policy("p", {response_time_rule()}),
               "spec.threshold[0]",
               "no source of the fleet reports response_time: rule slow of policy p cannot be evaluated",
               Severity::warning},
           Row{"one that is asked",
               {prometheus({{"response_time", "a"}})},
               a_policy("p", {response_time_rule()}),
               "",
               ""},
           Row{"a load that a target keeps",
               {source("digitalocean")},
               band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                     {Metric::agents, Measure::whole(4), Measure::whole(8), {}}}),
               "spec.target.loads[1]",
               "no source of the fleet reports agents: rule target of policy band cannot be evaluated",
               Severity::warning},
           Row{"agents that tiers count",
               {source("digitalocean")},
               the_tiers(),
               "spec.tiers",
               "no source of the fleet reports agents: rule tiers of policy tiers cannot be evaluated",
               Severity::warning},
           Row{"a file may hold anything", {source("file")}, a_policy("p", {response_time_rule()}), "", ""},
           Row{"without a source readings come by the command line",
               {},
               a_policy("p", {response_time_rule()}),
               "",
               ""},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto fleet = a_fleet();
      fleet.readings = row.sources;
      const auto found = check_readings(fleet, {row.policy});
      REQUIRE(found.size() == (*row.path ? 1u : 0u));
      auto suspended = row.policy;
      suspended.suspended = true;
      CHECK(check_readings(fleet, {suspended}).empty());
      if (found.empty()) continue;
      CHECK(found[0].path == row.path);
      CHECK(found[0].summary == row.summary);
      CHECK(found[0].severity == row.severity);
      CHECK_FALSE(found[0].expected.empty());
      CHECK_FALSE(found[0].hint.empty());
    }
  }
}

TEST_CASE("a declared number of agents is a number that tiers can go by") {
  auto fleet = a_fleet();
  fleet.readings = {source("digitalocean")};
  AgentClass agents;
  agents.name = "standard";
  agents.pool = kWorker;
  fleet.agents = {agents};
  CHECK(check_readings(fleet, {the_tiers()}).size() == 1);
  fleet.agents[0].count = 4;
  CHECK(check_readings(fleet, {the_tiers()}).empty());
}
