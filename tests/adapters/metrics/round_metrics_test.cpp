#include "reconciler/adapters/metrics/round_metrics.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <set>
#include <sstream>

#include "tests/support/rounds.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Two machines behind a balancer, one of them hot; a budget that is nearly used up.
Scene a_scene() {
  Scene scene;
  scene.machines(2, "s-2vcpu-2gb").balancer("worker/lb-1");
  scene.world.fleet.budget = {Money::dollars(60), 80};
  scene.steady("worker/1", Metric::cpu, 40, 30min).steady("worker/2", Metric::cpu, 91, 6min);
  scene.steady("worker/1", Metric::memory, 25, 30min, 1min).steady("worker/1", Metric::agents, 3, 30min);
  scene.reading("worker/2", Metric::response_time, 250);
  return scene;
}

/// The lines of one metric, sorted, without its comments.
std::string lines_of(const std::string& page, const std::string& name) {
  std::istringstream stream(page);
  std::set<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with(name + "{") || line.starts_with(name + " ")) lines.insert(line);
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

/// A round with something in every part.
Round a_full_round(const Scene& scene) {
  auto round = a_round(scene, 7);
  round.ended = round.began + 1500ms;
  round.steps[3].took = 700ms;
  PendingPlan pending;
  pending.plan = round.proposal->plan;
  pending.since = scene.now - 10min;
  round.pending = {pending};
  round.running = {{PlanId("sha256:1"), "", scene.now - 1h, scene.now - 90s, 3, 1, "waits"}};
  round.ended_applies = {an_ended_apply(round, Succeeded{}, scene.now + 3min),
                         an_ended_apply(round, Failed{{ErrorKind::quota, "no more"}}, scene.now)};
  round.warnings = {"prometheus: HTTP 503"};
  round.clock_set = -1h;
  return round;
}

}  // namespace

TEST_CASE("a round becomes a page") {
  const auto scene = a_scene();
  RoundMetrics metrics;
  metrics.record(a_full_round(scene));
  metrics.record(HeardCall{"create_machine", {}, 1200ms, 4990});
  metrics.record(HeardCall{"create_machine", ErrorKind::rate_limited, 90ms, 0});
  metrics.firing({{{AlertName::threshold_crossed, AlertSeverity::warning}, 2}});
  metrics.notified("chat", true);
  const auto page = metrics.page();
  struct Row {
    const char* name;
    const char* lines;
  };
  for (const auto& row : std::vector<Row>{
           {"muster_machines", "muster_machines{pool=\"worker\",status=\"running\"} 2\n"},
           {"muster_machine_info",
            "muster_machine_info{pool=\"worker\",machine=\"worker/1\",size=\"s-2vcpu-2gb\",region=\"nyc3\"} "
            "1\n"
            "muster_machine_info{pool=\"worker\",machine=\"worker/2\",size=\"s-2vcpu-2gb\",region=\"nyc3\"} "
            "1\n"},
           {"muster_machine_cpu_ratio",
            "muster_machine_cpu_ratio{pool=\"worker\",machine=\"worker/1\"} 0.4\n"
            "muster_machine_cpu_ratio{pool=\"worker\",machine=\"worker/2\"} 0.91\n"},
           {"muster_machine_memory_ratio",
            "muster_machine_memory_ratio{pool=\"worker\",machine=\"worker/1\"} 0.25\n"},
           {"muster_machine_response_time_seconds",
            "muster_machine_response_time_seconds{pool=\"worker\",machine=\"worker/2\"} 0.25\n"},
           {"muster_agents", "muster_agents{pool=\"worker\",machine=\"worker/1\"} 3\n"},
           {"muster_reading_age_seconds",
            "muster_reading_age_seconds{pool=\"worker\",metric=\"agents\"} 0\n"
            "muster_reading_age_seconds{pool=\"worker\",metric=\"cpu\"} 0\n"
            "muster_reading_age_seconds{pool=\"worker\",metric=\"memory\"} 60\n"
            "muster_reading_age_seconds{pool=\"worker\",metric=\"response_time\"} 0\n"},
           {"muster_machines_reporting", "muster_machines_reporting{pool=\"worker\"} 2\n"},
           {"muster_machines_expected_to_report", "muster_machines_expected_to_report{pool=\"worker\"} 2\n"},
           {"muster_cost_monthly_dollars", "muster_cost_monthly_dollars 48\n"},
           {"muster_budget_used_ratio", "muster_budget_used_ratio 0.8\n"},
           {"muster_pending_plans", "muster_pending_plans 1\n"},
           {"muster_running_apply_still_seconds", "muster_running_apply_still_seconds 91.5\n"},
           {"muster_leader", "muster_leader 1\n"},
           {"muster_revision_valid", "muster_revision_valid 1\n"},
           {"muster_rounds_total",
            "muster_rounds_total{outcome=\"failed\"} 0\nmuster_rounds_total{outcome=\"ok\"} 1\n"},
           {"muster_clock_sets_total", "muster_clock_sets_total 1\n"},
           {"muster_round_duration_seconds_sum", "muster_round_duration_seconds_sum 1.5\n"},
           {"muster_round_step_duration_seconds_count",
            "muster_round_step_duration_seconds_count{step=\"apply\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"follow\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"judge\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"lead\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"observe\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"propose\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"record\"} 1\n"
            "muster_round_step_duration_seconds_count{step=\"recover\"} 1\n"},
           {"muster_applies_total",
            "muster_applies_total{outcome=\"done\"} 1\nmuster_applies_total{outcome=\"in_part\"} 1\n"},
           {"muster_api_calls_total",
            "muster_api_calls_total{call=\"create_machine\",outcome=\"ok\"} 1\n"
            "muster_api_calls_total{call=\"create_machine\",outcome=\"rate_limited\"} 1\n"},
           {"muster_api_requests_left", "muster_api_requests_left 0\n"},
           {"muster_alerts_firing",
            "muster_alerts_firing{alert=\"threshold_crossed\",severity=\"warning\"} 2\n"},
           {"muster_announcements_total",
            "muster_announcements_total{outcome=\"delivered\",target=\"chat\"} 1\n"},
           {"muster_reading_warnings", "muster_reading_warnings 1\n"},
       }) {
    CAPTURE(row.name);
    CHECK(lines_of(page, row.name) == row.lines);
  }
}

TEST_CASE("decisions are counted by rule, and by what came of them") {
  const auto scene = a_scene();
  RoundMetrics metrics;
  metrics.record(a_round(scene));
  metrics.record(a_round(scene));
  const auto lines = lines_of(metrics.page(), "muster_decisions_total");
  INFO(lines);
  CHECK(lines.find("{outcome=\"up\",policy=\"cpu\",rule=\"cpu-hot\"} 2\n") != std::string::npos);
  CHECK(lines.find("outcome=\"hold\"") != std::string::npos);
  auto less = scene;
  std::erase_if(less.world.policies, [](const Policy& policy) { return policy.name.value == "cpu"; });
  metrics.record(a_round(less));
  CHECK(lines_of(metrics.page(), "muster_decisions_total").find("policy=\"cpu\"") == std::string::npos);
}

TEST_CASE("the time to capacity is from the first violation to the machine that serves") {
  auto scene = a_scene();
  scene.world.fleet.budget = {Money::dollars(600), 80};
  auto round = a_round(scene);
  round.ended_applies = {an_ended_apply(round, Succeeded{}, scene.now + 3min)};
  RoundMetrics metrics;
  metrics.record(round);
  // Beyond the line for 6 minutes when it was decided, online 2:30 later.
  const auto page = metrics.page();
  CHECK(lines_of(page, "muster_time_to_capacity_seconds_sum") ==
        "muster_time_to_capacity_seconds_sum{kind=\"create_machine\"} 510\n");
  CHECK(lines_of(page, "muster_actions_total").find("{kind=\"create_machine\",outcome=\"done\"} 1\n") !=
        std::string::npos);

  round.ended_applies = {an_ended_apply(round, Failed{{ErrorKind::quota, "no more"}}, scene.now + 3min)};
  metrics.record(round);
  CHECK(lines_of(metrics.page(), "muster_action_failures_total")
            .find("error=\"quota\",kind=\"create_machine\"} 1\n") != std::string::npos);
  CHECK(lines_of(metrics.page(), "muster_time_to_capacity_seconds_count").ends_with("} 1\n"));
}

TEST_CASE("what is gone from the fleet is gone from the page, and a look that failed shows nothing stale") {
  auto scene = a_scene();
  RoundMetrics metrics;
  metrics.record(a_round(scene));
  CHECK(metrics.page().find("worker/2") != std::string::npos);
  scene.world.actual.machines.erase({PoolName("worker"), 2});
  metrics.record(a_round(scene));
  CHECK(lines_of(metrics.page(), "muster_machine_cpu_ratio").find("worker/2") == std::string::npos);

  auto blind = a_round(scene);
  blind.world.reset();
  blind.proposal.reset();
  blind.steps[3].error = Error{ErrorKind::timeout, "no answer"};
  metrics.record(blind);
  const auto page = metrics.page();
  CHECK(lines_of(page, "muster_machines").empty());
  CHECK(lines_of(page, "muster_cost_monthly_dollars").empty());
  CHECK(lines_of(page, "muster_round_step_failures_total").find("{step=\"observe\"} 1\n") !=
        std::string::npos);
  CHECK(lines_of(page, "muster_rounds_total").find("{outcome=\"failed\"} 1\n") != std::string::npos);
}

TEST_CASE("a partial look tells no bill") {
  auto scene = a_scene();
  scene.world.actual.gaps = {"volumes: HTTP 500"};
  RoundMetrics metrics;
  metrics.record(a_round(scene));
  CHECK(lines_of(metrics.page(), "muster_cost_monthly_dollars").empty());
  CHECK(lines_of(metrics.page(), "muster_look_gaps") == "muster_look_gaps 1\n");
}

TEST_CASE("the page is what promtool calls right") {
  if (std::system("command -v promtool > /dev/null") != 0) {
    WARN("SKIPPED: promtool is not here (Debian package prometheus)");
    return;
  }
  const auto scene = a_scene();
  RoundMetrics metrics;
  metrics.record(a_full_round(scene));
  metrics.record(HeardCall{"observe", {}, 1200ms, 4990});
  metrics.firing({{{AlertName::stray, AlertSeverity::warning}, 1}});
  metrics.notified("chat", false);
  const TemporaryFolder folder;
  folder.write("page", metrics.page());
  const auto said = folder.path("said");
  const auto code =
      std::system(("promtool check metrics < " + folder.path("page") + " > " + said + " 2>&1").c_str());
  std::ifstream stream(said);
  INFO(std::string(std::istreambuf_iterator<char>(stream), {}));
  CHECK(code == 0);
}
