#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/cli/views/layout/bars.hpp"
#include "reconciler/cli/views/status/status_figures.hpp"
#include "reconciler/cli/views/status/status_machines.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/without_colours.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A scene and the report of it, which looks into it.
struct Seen {
  explicit Seen(Scene with) : scene(std::move(with)) {
    scene.world.actual.seen_at = noon();
    report.now = report.weighed_at = noon();
    report.policies = scene.world.policies;
    report.readings = scene.world.readings;
  }
  Seen(const Seen&) = delete;

  Scene scene;
  StatusReport report{scene.world.fleet, scene.world.actual, scene.world.prices, "digitalocean", {},
                      Liveness::unknown};

  std::string text(std::size_t width = 80, std::size_t machines = 40) const {
    return status_text(report, {Paint(), width, machines, 5});
  }
};

ScalingEvent an_event(const char* action, const char* subject, const char* from, const char* to, Duration ago,
                      const char* outcome = "done") {
  ScalingEvent event;
  event.timestamp = event.started_at = noon() - ago;
  event.address = std::string("machine.") + subject;
  event.subject = subject;
  event.action = action;
  event.from = from;
  event.to = to;
  event.outcome = outcome;
  if (event.outcome == "done") event.completed_at = event.started_at + 72s;
  Cause cause;
  cause.rule = "cpu-hot";
  event.trigger = {cause};
  return event;
}

Scene a_busy_scene() {
  Scene scene;
  auto calm = a_policy("calm", {idle_rule()});
  scene.world.policies.push_back(calm);
  scene.machines(4, "s-2vcpu-4gb").volume("worker/1/data-1", 100).volume("worker/2/data-1", 100);
  scene.balancer("worker/lb-1");
  const double cpu[] = {68.4, 85.3, 12, 0};
  for (int n = 1; n <= 3; ++n) {
    const auto slot = fmt::format("worker/{}", n);
    const auto ago = n == 3 ? Duration(11min) : Duration(12s);
    scene.reading(slot, Metric::cpu, cpu[n - 1], ago).reading(slot, Metric::memory, 40 + 9 * n, ago);
    scene.reading(slot, Metric::disk, 30 + n, ago).reading(slot, Metric::agents, 8 + n, ago);
  }
  scene.failed("worker/4", Metric::cpu, 5s);
  auto& machines = scene.world.actual.machines;
  machines.at({PoolName("worker"), 4}).status = MachineStatus::starting;
  machines.at({PoolName("worker"), 4}).created_at = noon() - 40s;
  for (auto& [slot, machine] : machines) machine.public_address = fmt::format("203.0.113.{}", slot.number);
  scene.world.actual.balancers.begin()->second.address = "203.0.113.200";
  return scene;
}

/// Everything that a screen can show.
struct Busy : Seen {
  Busy() : Seen(a_busy_scene()) {
    Lease lease;
    lease.token = 7;
    lease.holder.command = "muster reconcile";
    lease.holder.host = "ops-1";
    lease.holder.pid = 4711;
    lease.taken_at = noon() - 3h;
    lease.renewed_at = noon() - 4s;
    lease.expires_at = noon() + 26s;
    report.lease = lease;
    report.holder = Liveness::alive;
    LoopStatus loop;
    loop.round = 412;
    loop.at = noon() - 12s;
    loop.next = noon() + 18s;
    loop.attempted = {"9f8e7d6c5b4a39281706f5e4d3c2b1a098765432", digest_of("new")};
    loop.applied = {"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678", digest_of("old")};
    loop.conditions = {{"Ready", true, "Succeeded", "the last round went well", noon() - 2h},
                       {"SourceReady", false, "InvalidRevision",
                        "9f8e7d6c5b4a is not followed: desired-state/fleet.yaml:12:5: unknown "
                        "size s-9vcpu",
                        noon() - 20min},
                       {"ApprovalNeeded", true, "Waiting", "1 plan waits for a person", noon() - 12min},
                       {"Suspended", false, "Running", "the fleet file does not suspend it", noon() - 3h}};
    loop.running = {
        "resize machine worker/2 s-2vcpu-4gb → s-4vcpu-8gb: "
        "waiting for it to run"};
    report.loop = loop;
    Scene crowd;
    crowd.machines(1).reading("worker", Metric::agents, 40);
    report.pending = {{plan_of(crowd), "{}", noon() - 12min, noon() - 12s}};
    report.events = {an_event("create machine", "worker/3", "", "s-2vcpu-4gb", 26h),
                     an_event("resize machine", "worker/1", "s-1vcpu-2gb", "s-2vcpu-4gb", 2h),
                     an_event("create machine", "worker/4", "", "s-2vcpu-4gb", 5min, "failed")};
    report.warnings = {"prometheus http://10.0.0.9:9090 did not answer: no answer within 10s"};
  }
};

Scene a_large_scene(int machines) {
  Scene scene;
  scene.pool().max = 1000;
  scene.machines(machines, "s-2vcpu-4gb");
  for (int n = 1; n <= machines; ++n) {
    const auto slot = fmt::format("worker/{}", n);
    scene.reading(slot, Metric::cpu, 30 + n % 40, 10s).reading(slot, Metric::memory, 20 + n % 30, 10s);
    scene.reading(slot, Metric::disk, 50, 10s);
  }
  scene.reading("worker/77", Metric::cpu, 93, 5s);
  scene.world.actual.machines.at({PoolName("worker"), 120}).status = MachineStatus::off;
  return scene;
}

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) most = std::max(most, columns_of(line));
  return most;
}

}  // namespace

TEST_CASE("a status is shown as it was shown before, at 80 and 120 columns") {
  const Busy busy;
  CHECK(golden_difference(busy.text(80), "busy.status.80.txt").value_or("") == "");
  CHECK(golden_difference(busy.text(120), "busy.status.120.txt").value_or("") == "");
  const Seen large(a_large_scene(200));
  CHECK(golden_difference(large.text(80, 8), "large.status.80.txt").value_or("") == "");
  CHECK(golden_difference(status_markdown(busy.report), "busy.status.md").value_or("") == "");
}

TEST_CASE(
    "no line is wider than the terminal, from 60 to 200 columns, and "
    "colours are only colours") {
  const Busy busy;
  for (std::size_t width = 60; width <= 200; width += 7) {
    const auto plain = busy.text(width);
    INFO(width << "\n" << plain);
    CHECK(widest(plain) <= width);
    const auto bright = status_text(busy.report, {Paint(true), width, 40, 5});
    CHECK(without_colours(bright) == plain);
  }
}

TEST_CASE("JSON says all of it, and keeps what it said before") {
  const Busy busy;
  const auto json = status_json(busy.report);
  const auto form = check_json_text("status", json);
  INFO((form ? "" : form.error().what));
  CHECK(form.ok());
  CHECK_THAT(json, Catch::Contains("\"format_version\": \"1.1\"") && Catch::Contains("\"monthly_cap\"") &&
                       Catch::Contains("\"ApprovalNeeded\"") && Catch::Contains("\"quality\": \"stale\""));
  Scene empty;
  const Seen nothing(empty);
  CHECK(check_json_text("status", status_json(nothing.report)).ok());
  CHECK_THAT(nothing.text(), Catch::Contains("no machines of 1..12") && Catch::Contains("no loop has run"));
}

TEST_CASE("of a long pool those beyond a threshold or in trouble are shown first, the rest is summed up") {
  const Seen large(a_large_scene(200));
  const auto text = large.text(100, 8);
  INFO(text);
  CHECK_THAT(text, Catch::Contains("worker/77 ") && Catch::Contains("worker/120 ") &&
                       Catch::Contains("192 more machines, all within their thresholds: cpu 30..68%"));
  const auto all = large.text(100, 0);
  CHECK(std::count(all.begin(), all.end(), '\n') > 200);
  const auto few = large.text(100, 3);
  CHECK_THAT(few, Catch::Contains("worker/77 ") && Catch::Contains("197 more machines"));
}

TEST_CASE("what a machine is at, and whether that may be believed") {
  const Busy busy;
  const auto figure = [&](const char* slot, Metric metric) {
    return figure_of(busy.report, *parse_subject(slot), metric);
  };
  CHECK(figure("worker/1", Metric::cpu) == Figure{Quality::ok, measure(68.4), 12s});
  CHECK(figure("worker/3", Metric::cpu) == Figure{Quality::stale, measure(12), 11min});
  CHECK(figure("worker/4", Metric::cpu).quality == Quality::error);
  CHECK(figure("worker/4", Metric::memory).quality == Quality::missing);
}

TEST_CASE("where nothing is known of the load its columns are left out, and more of the machine is told") {
  Busy busy;
  busy.report.readings = {};
  const auto text = busy.text(90);
  INFO(text);
  CHECK_THAT(text,
             Catch::Contains("203.0.113.3") && Catch::Contains("$24.00") && Catch::Contains("starting"));
  CHECK(text.find("memory") == std::string::npos);
  CHECK(widest(text) <= 90);
}

TEST_CASE("the band is what rules leave alone") {
  auto eager = cpu_rule();
  eager.limit = Measure::whole(70);
  const PoolName pool("worker");
  const auto band = [&](std::vector<Policy> policies) {
    return to_string(band_of(policies, pool, Metric::cpu));
  };
  CHECK(band({}) == "");
  CHECK(band({a_policy("a", {cpu_rule()})}) == "up to 80%");
  CHECK(band({a_policy("a", {cpu_rule()}), a_policy("b", {eager, idle_rule()})}) == "20..70%");
  CHECK(band({a_policy("b", {idle_rule()})}) == "from 20%");
  // Targets draw lines as well; the tightest of all count.
  auto target = a_policy("t", {});
  TargetLoad memory;
  memory.metric = Metric::memory;
  memory.high = Measure::whole(85);
  Target loads;
  loads.loads = {TargetLoad{}, memory};
  target.rule = loads;
  CHECK(band({target}) == "60..80%");
  CHECK(to_string(band_of({target}, pool, Metric::memory)) == "60..85%");
  CHECK(band({target, a_policy("b", {eager, idle_rule()})}) == "60..70%");
  CHECK(band({a_policy("a", {cpu_rule()}), target}) == "60..80%");
  target.suspended = true;
  CHECK(band({target, a_policy("a", {cpu_rule()})}) == "up to 80%");
  auto other = a_policy("a", {cpu_rule()});
  other.pools = {"web"};
  CHECK(band({other}) == "");
}

TEST_CASE("a loop that is overdue is said to be") {
  Busy busy;
  busy.report.loop->next = noon() - 10min;
  busy.report.loop->at = noon() - 11min;
  CHECK_THAT(busy.text(120), Catch::Contains("next round was due 10m ago"));
}

TEST_CASE("a plan that somebody said no to waits for nobody") {
  Busy busy;
  busy.report.pending.front().rejected = "ada: too dear";
  CHECK(busy.text().find("Waiting for a person") == std::string::npos);
}

TEST_CASE("bars are as long as told, and something is never shown as nothing") {
  const auto bar = [](double share) { return bar_of(share, 4, BarColour::green, Paint()); };
  CHECK(bar(0) == "────");
  CHECK(bar(0.001) == "╸───");
  CHECK(bar(0.5) == "━━──");
  CHECK(bar(0.62) == "━━╸─");
  CHECK(bar(1) == "━━━━");
  CHECK(bar(7) == "━━━━");
  CHECK(clipped("grün und blau", 6) == "grün …");
  CHECK(clipped("grün", 4) == "grün");
}

TEST_CASE("what clouds say cannot reach the terminal as commands") {
  Busy busy;
  busy.report.cloud = "\x1b[2J";
  busy.scene.world.actual.gaps = {"\x1b]0;x\x07"};
  busy.report.warnings = {"\x1b[31m"};
  CHECK(busy.text().find('\x1b') == std::string::npos);
}
