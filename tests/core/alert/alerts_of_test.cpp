#include "reconciler/core/alert/alerts_of.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "reconciler/core/alert/notices_of.hpp"
#include "tests/support/readings_rules.hpp"
#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// What fires, in short: "threshold_crossed worker/1".
std::string firing_in_short(const RoundAlerts& alerts) {
  std::string text;
  for (const auto& alert : alerts.firing)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(alert.name), alert.subject);
  return text.empty() ? "nothing" : text;
}

RoundAlerts alerts_in(const Round& round, Instant now, AlertMemory memory = {}) {
  return alerts_of(round, remember(std::move(memory), round, now), now);
}

const Alert* find(const RoundAlerts& alerts, AlertName name) {
  for (const auto& alert : alerts.firing)
    if (alert.name == name) return &alert;
  return nullptr;
}

Machine a_stray() {
  auto machine = a_machine({PoolName("worker"), 9});
  machine.id = MachineId("4711");
  machine.name = "lost";
  return machine;
}

}  // namespace

TEST_CASE("what a round shows becomes alerts") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    void (*round)(Round&);
    const char* fires;
  };
  const auto as_it_is = [](Scene&) {};
  const auto as_seen = [](Round&) {};
  for (const auto& row : std::vector<Row>{
           {"at ease, nothing", as_it_is, as_seen, "nothing"},
           {"a machine that is too hot for long enough",
            [](Scene& s) { s.steady("worker/2", Metric::cpu, 91, 6min); }, as_seen,
            "threshold_crossed worker/2"},
           {"not yet for long enough", [](Scene& s) { s.steady("worker/2", Metric::cpu, 91, 4min); }, as_seen,
            "nothing"},
           {"a disk needs one reading only", [](Scene& s) { s.reading("worker/1", Metric::disk, 93); },
            as_seen, "threshold_crossed worker/1"},
           {"a stray bills", [](Scene& s) { s.world.actual.strays = {a_stray()}; }, as_seen, "stray 4711"},
           {"the bill reaches its share",
            [](Scene& s) {
              s.world.fleet.budget = {Money::dollars(60), 80};
            },
            as_seen, "budget_share fleet"},
           {"the bill passes the cap",
            [](Scene& s) {
              s.world.fleet.budget = {Money::dollars(40), 80};
            },
            as_seen, "budget_cap fleet, growth_held worker"},
           {"a part of the cloud is not seen", [](Scene& s) { s.world.actual.gaps = {"volumes: HTTP 500"}; },
            as_seen, "look_failed cloud"},
           {"the cloud is not seen at all", as_it_is,
            [](Round& r) {
              r.world.reset();
              r.proposal.reset();
              r.steps[3].error = Error{ErrorKind::denied, "the key was refused"};
            },
            "look_failed cloud"},
           {"a source is silent", as_it_is,
            [](Round& r) {
              r.warnings = {"prometheus: HTTP 503", "file: gone"};
            },
            "sources_failed readings"},
           {"a step fails", as_it_is,
            [](Round& r) {
              r.steps[7].error = Error{ErrorKind::io, "the disk is full"};
            },
            "step_failed record"},
           {"git has something that is not valid", as_it_is,
            [](Round& r) {
              r.attempted.commit = "fedcba9876543210fedcba9876543210fedcba98";
              r.invalid = Error{ErrorKind::invalid, "fleet.yaml:3:1: unknown field \"pols\""};
              r.steps[2].error = r.invalid;
            },
            "invalid_revision git"},
           {"nothing moves in an apply", as_it_is,
            [](Round& r) {
              r.running = {{PlanId("sha256:0123456789abcdef"), "ada", r.began - 1h, r.began - 16min, 3, 1,
                            "machine.worker/3: waiting for it to run"}};
            },
            "apply_stuck 0123456789ab"},
           {"one that moves is no matter", as_it_is,
            [](Round& r) {
              r.running = {
                  {PlanId("sha256:0123456789abcdef"), "ada", r.began - 1h, r.began - 5min, 3, 1, "busy"}};
            },
            "nothing"},
           {"what nobody can approve", as_it_is,
            [](Round& r) {
              r.refused = {
                  {PlanId("sha256:1"), {"machine.worker/3", "machine.worker/4"}, {"more than the cap"}}};
            },
            "plan_refused machine.worker/3"},
           {"what failed again and again", as_it_is,
            [](Round& r) {
              r.paused = {{{"machine.worker/3", "volume.worker/3/data-1"}, r.began + 5min, 3}};
            },
            "changes_paused machine.worker/3"},
           {"ten machines within an hour",
            [](Scene& s) {
              s.machines(12, "s-2vcpu-2gb");
              for (int i = 3; i <= 12; ++i) {
                s.recent(RecentChange::Kind::create_machine, fmt::format("worker/{}", i), 20min);
                for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk, Metric::response_time})
                  s.steady(fmt::format("worker/{}", i), metric, 40, 30min);
                s.steady(fmt::format("worker/{}", i), Metric::agents, 2, 30min);
              }
            },
            as_seen, "create_burst fleet"},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto scene = at_ease();
      row.given(scene);
      auto round = a_round(scene);
      row.round(round);
      const auto alerts = alerts_in(round, scene.now);
      for (const auto& alert : alerts.firing) UNSCOPED_INFO(alert.summary);
      CHECK(firing_in_short(alerts) == row.fires);
    }
  }
}

TEST_CASE("an alert of a threshold says what was seen, and since when") {
  auto scene = at_ease();
  scene.steady("worker/2", Metric::cpu, 91, 7min);
  const auto alerts = alerts_in(a_round(scene), scene.now);
  REQUIRE(alerts.firing.size() == 1);
  const auto& alert = alerts.firing.front();
  INFO(alert.summary);
  CHECK(alert.summary.starts_with("worker/2 cpu 91% > 80% for 7m"));
  CHECK(alert.labels.at("metric") == "cpu");
  CHECK(alert.labels.at("pool") == "worker");
  CHECK(alert.since <= scene.now - 7min);
  CHECK(alert.severity == AlertSeverity::warning);
}

TEST_CASE("a load that muster has acted on still fires while it lasts") {
  auto scene = at_ease();
  scene.steady("worker/2", Metric::cpu, 91, 20min);
  scene.recent(RecentChange::Kind::create_machine, "worker/2", 40min);
  auto acted = scene;
  // The readings had their say in a change of the pool, so no rule wishes anything now.
  acted.recent(RecentChange::Kind::create_machine, "worker/1", 0s);
  CHECK(find(alerts_in(a_round(acted), acted.now), AlertName::threshold_crossed) != nullptr);
}

TEST_CASE("a load that is kept in a band fires when it stays above") {
  auto scene = at_ease(85);
  auto policy = a_policy("band", {});
  Target target;
  target.loads.resize(1);
  policy.rule = target;
  scene.only({policy});
  auto alerts = alerts_in(a_round(scene), scene.now);
  const auto* above = find(alerts, AlertName::threshold_crossed);
  REQUIRE(above != nullptr);
  CHECK(above->subject == "worker");
  CHECK(above->labels.at("rule") == "band");
  INFO(above->summary);
  CHECK(above->summary.starts_with("worker cpu 85% > 80% for "));
  std::get<Target>(scene.world.policies[0].rule).loads[0].high = Measure::whole(90);
  alerts = alerts_in(a_round(scene), scene.now);
  CHECK(find(alerts, AlertName::threshold_crossed) == nullptr);
}

TEST_CASE("a disk that fills fires before it is full") {
  auto scene = at_ease();
  auto rule = disk_rule();
  rule.limit = {};
  rule.full_within = 6h;
  scene.only({a_policy("disk", {rule})});
  const auto grow = [&](double an_hour) {
    scene.world.readings = {};
    for (int minutes = 120; minutes >= 0; minutes -= 5)
      scene.reading("worker/1", Metric::disk, 60 - an_hour * minutes / 60.0, std::chrono::minutes(minutes));
    return find(alerts_in(a_round(scene), scene.now), AlertName::threshold_crossed) != nullptr;
  };
  CHECK(grow(20));
  CHECK_FALSE(grow(0.5));
}

TEST_CASE("what a round cannot tell is unsure, and not over") {
  auto scene = at_ease();
  const Alert hot{.name = AlertName::threshold_crossed, .subject = "worker/2", .summary = "", .labels = [&] {
                    auto burning = scene;
                    burning.steady("worker/2", Metric::cpu, 91, 7min);
                    return alerts_in(a_round(burning), burning.now).firing.front().labels;
                  }()};
  SECTION("readings that are there tell") {
    CHECK_FALSE(alerts_in(a_round(scene), scene.now).is_unsure_of(hot));
  }
  SECTION("readings that failed do not") {
    scene.now += 5min;
    scene.failed("worker/2", Metric::cpu);
    CHECK(alerts_in(a_round(scene), scene.now).is_unsure_of(hot));
  }
  SECTION("nor does a look that failed") {
    auto round = a_round(scene);
    round.world.reset();
    round.proposal.reset();
    const auto alerts = alerts_in(round, scene.now);
    CHECK(alerts.is_unsure_of(hot));
    CHECK(alerts.is_unsure_of({.name = AlertName::budget_cap, .subject = "fleet", .summary = ""}));
    CHECK(alerts.is_unsure_of({.name = AlertName::plan_waits, .subject = "x", .summary = ""}));
    CHECK_FALSE(alerts.is_unsure_of({.name = AlertName::invalid_revision, .subject = "git", .summary = ""}));
  }
  SECTION("a machine that is gone is not unsure") {
    scene.world.actual.machines.erase({PoolName("worker"), 2});
    CHECK_FALSE(alerts_in(a_round(scene), scene.now).is_unsure_of(hot));
  }
  SECTION("who does not lead knows nothing and tells nothing") {
    auto round = a_round(scene);
    round.leads = false;
    round.invalid = Error{ErrorKind::invalid, "broken"};
    const auto alerts = alerts_in(round, scene.now);
    CHECK(alerts.firing.empty());
    CHECK(alerts.is_unsure_of(hot));
    CHECK(notices_of(round, {}, scene.now).empty());
  }
}

TEST_CASE("lost readings are told by pool, worse when most are lost") {
  auto scene = at_ease();
  scene.now += 10min;
  scene.steady("worker/1", Metric::cpu, 40, 10min);
  scene.steady("worker/1", Metric::memory, 40, 10min);
  scene.steady("worker/1", Metric::disk, 30, 10min);
  scene.steady("worker/1", Metric::agents, 2, 10min);
  scene.steady("worker/1", Metric::response_time, 100, 10min);
  auto alerts = alerts_in(a_round(scene), scene.now);
  const auto* lost = find(alerts, AlertName::readings_lost);
  REQUIRE(lost != nullptr);
  CHECK(lost->subject == "worker");
  CHECK(lost->summary.starts_with("1 of 2 machines of pool worker do not report "));
  CHECK(lost->summary.find("worker/2") != std::string::npos);
  CHECK(lost->severity == AlertSeverity::warning);
  CHECK(lost->since == scene.now - 10min);
  scene.now += 5min;
  alerts = alerts_in(a_round(scene), scene.now);
  REQUIRE(find(alerts, AlertName::readings_lost) != nullptr);
  CHECK(find(alerts, AlertName::readings_lost)->severity == AlertSeverity::critical);
}

TEST_CASE("a rule that cannot be evaluated fires until its readings come") {
  auto scene = at_ease();
  CHECK(find(alerts_in(a_round(scene), scene.now), AlertName::rule_blind) == nullptr);
  const auto monitoring = source("digitalocean");
  scene.world.fleet.readings = {monitoring};
  auto logs = disk_rule();
  logs.name = "logs-full";
  logs.metric = Metric::log_used;
  scene.world.policies.push_back(a_policy("logs", {logs}));
  const auto alerts = alerts_in(a_round(scene), scene.now);
  const auto* blind = find(alerts, AlertName::rule_blind);
  REQUIRE(blind != nullptr);
  CHECK(blind->subject == "worker");
  CHECK(blind->severity == AlertSeverity::warning);
  CHECK(blind->labels == std::map<std::string, std::string>{
                             {"policy", "logs"}, {"rule", "logs-full"}, {"metric", "log_used"}});
  CHECK(blind->summary.starts_with("rule logs-full of policy logs cannot be evaluated for pool worker: "));
  scene.steady("worker/1", Metric::log_used, 1, 30min).steady("worker/2", Metric::log_used, 1, 30min);
  CHECK(find(alerts_in(a_round(scene), scene.now), AlertName::rule_blind) == nullptr);
}

TEST_CASE("a pool that wants more than it may have says by what it is held") {
  auto scene = at_ease();
  scene.pool().max = 2;
  scene.pool().ladder = {SizeName("s-2vcpu-2gb")};
  scene.steady("worker/1", Metric::cpu, 95, 10min).steady("worker/2", Metric::cpu, 95, 10min);
  const auto alerts = alerts_in(a_round(scene), scene.now);
  const auto* held = find(alerts, AlertName::growth_held);
  REQUIRE(held != nullptr);
  CHECK(held->labels.at("held_by") == "bounds");
  CHECK(held->summary.starts_with("pool worker needs more than its limits allow: "));
}

TEST_CASE("a bill that jumps fires for as long as the hour remembers the lower one") {
  auto scene = at_ease();
  auto memory = remember({}, a_round(scene), scene.now);
  scene.machines(5, "s-2vcpu-4gb");
  scene.now += 20min;
  CHECK(find(alerts_in(a_round(scene), scene.now, memory), AlertName::spend_jump) != nullptr);
  memory = remember(memory, a_round(scene), scene.now);
  scene.now += 41min;
  CHECK(find(alerts_in(a_round(scene), scene.now, memory), AlertName::spend_jump) == nullptr);
}

TEST_CASE("a fleet that begins has no bill to jump from") {
  Scene nothing;
  const auto memory = remember({}, a_round(nothing), nothing.now);
  REQUIRE(memory.costs.front().month == Money());
  auto scene = at_ease();
  CHECK(find(alerts_in(a_round(scene), scene.now, memory), AlertName::spend_jump) == nullptr);
}

TEST_CASE("a failed apply fires until one does all it should, or nothing is left to do") {
  auto scene = at_ease();
  scene.steady("worker/2", Metric::cpu, 91, 10min);
  auto failed = a_round(scene);
  failed.ended_applies = {an_ended_apply(failed, Failed{{ErrorKind::quota, "no more droplets"}}, scene.now)};
  const auto memory = remember({}, failed, scene.now);
  const auto alerts = alerts_of(failed, memory, scene.now);
  REQUIRE(find(alerts, AlertName::apply_failed) != nullptr);
  CHECK(find(alerts, AlertName::apply_failed)->summary.find("no more droplets") != std::string::npos);

  SECTION("the next round without an apply changes nothing") {
    CHECK(find(alerts_in(a_round(scene), scene.now + 30s, memory), AlertName::apply_failed) != nullptr);
  }
  SECTION("one that is done ends it") {
    auto next = a_round(scene);
    next.ended_applies = {an_ended_apply(next, Succeeded{}, scene.now)};
    CHECK(find(alerts_in(next, scene.now + 30s, memory), AlertName::apply_failed) == nullptr);
  }
  SECTION("nothing left to do ends it") {
    auto next = a_round(scene);
    next.proposal = std::make_shared<const Proposal>();
    CHECK(find(alerts_in(next, scene.now + 30s, memory), AlertName::apply_failed) == nullptr);
  }
  SECTION("an outcome that nobody knows is worse") {
    auto unknown = a_round(scene);
    unknown.ended_applies = {
        an_ended_apply(unknown, Unknown{{ErrorKind::unknown_outcome, "connection reset"}}, scene.now)};
    const auto after = alerts_in(unknown, scene.now);
    REQUIRE(find(after, AlertName::apply_failed) != nullptr);
    CHECK(find(after, AlertName::apply_failed)->severity == AlertSeverity::critical);
  }
}

TEST_CASE("the lead lost three times within an hour fires once it leads again") {
  const auto scene = at_ease();
  AlertMemory memory;
  auto now = scene.now;
  for (int i = 0; i < 3; ++i) {
    for (const bool leads : {true, false}) {
      auto round = a_round(scene);
      round.leads = leads;
      memory = remember(memory, round, now);
      now += 5min;
    }
  }
  CHECK(find(alerts_in(a_round(scene), now, memory), AlertName::leadership_unstable) != nullptr);
  CHECK(find(alerts_in(a_round(scene), now + 1h, memory), AlertName::leadership_unstable) == nullptr);
}
