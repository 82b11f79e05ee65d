#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <mutex>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/http/http_server.hpp"
#include "reconciler/adapters/notify/alert_dispatcher.hpp"
#include "reconciler/adapters/notify/open_notifier.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/started_program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

bool is_there(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null").c_str()) == 0;
}

/// A web server that serves muster's page and takes what Alertmanager tells.
class Desk {
 public:
  explicit Desk(RoundMetrics& metrics) : metrics_(&metrics) {
    auto started = HttpServer::start({}, [this](const HttpRequest& request) { return answer(request); });
    REQUIRE(started.ok());
    server_ = *std::move(started);
  }
  std::string url() const { return server_->url(); }
  std::string authority() const { return authority_of(server_->url()); }
  /// Whether Alertmanager told that this alert is "firing" or "resolved".
  bool was_notified(const std::string& alert, const std::string& status) const {
    const std::lock_guard lock(mutex_);
    for (const auto& body : told_) {
      const bool message = body.find("\"status\":\"" + status + "\",\"labels\":{\"alertname\":\"" + alert +
                                     "\"") != std::string::npos;
      if (message) return true;
    }
    return false;
  }

 private:
  HttpResponse answer(const HttpRequest& request) {
    if (request.method == "GET") return {200, {{"Content-Type", kMetricsType}}, metrics_->page()};
    const std::lock_guard lock(mutex_);
    told_.push_back(request.body);
    return {200, {}, "ok"};
  }

  RoundMetrics* metrics_;
  mutable std::mutex mutex_;
  std::vector<std::string> told_;
  std::unique_ptr<HttpServer> server_;
};

/// A real Prometheus and a real Alertmanager on loopback ports of their own, with the shipped rules.
struct Watched {
  TemporaryFolder folder;
  RoundMetrics metrics;
  Desk desk{metrics};
  CurlClient client;
  int prometheus_port = free_port();
  int alertmanager_port = free_port();
  std::unique_ptr<StartedProgram> alertmanager, prometheus;

  Watched() {
    folder.write("alertmanager.yml",
                 fmt::format("route:\n  receiver: desk\n  group_by: [alertname]\n  group_wait: 100ms\n"
                             "  group_interval: 200ms\n  repeat_interval: 1h\nreceivers:\n  - name: desk\n"
                             "    webhook_configs:\n      - url: {}/told\n        send_resolved: true\n",
                             desk.url()));
    folder.write(
        "prometheus.yml",
        fmt::format(
            "global: {{ scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms }}\n"
            "rule_files: [{}/docs/monitoring/muster.rules.yml]\n"
            "alerting:\n  alertmanagers:\n    - static_configs:\n"
            "        - targets: [\"127.0.0.1:{}\"]\n"
            "scrape_configs:\n  - job_name: muster\n    static_configs:\n"
            "      - targets: [\"{}\"]\n",
            MUSTER_SOURCE_DIR, alertmanager_port, desk.authority()));
    alertmanager = std::make_unique<StartedProgram>(
        std::vector<std::string>{
            "prometheus-alertmanager", "--config.file=" + folder.path("alertmanager.yml"),
            "--storage.path=" + folder.path("alertmanager"), "--cluster.listen-address=", "--log.level=error",
            fmt::format("--web.listen-address=127.0.0.1:{}", alertmanager_port)},
        folder.path("alertmanager.log"));
    prometheus = std::make_unique<StartedProgram>(
        std::vector<std::string>{"prometheus", "--config.file=" + folder.path("prometheus.yml"),
                                 "--storage.tsdb.path=" + folder.path("tsdb"), "--log.level=error",
                                 fmt::format("--web.listen-address=127.0.0.1:{}", prometheus_port)},
        folder.path("prometheus.log"));
  }
  std::string alertmanager_url() const { return fmt::format("http://127.0.0.1:{}", alertmanager_port); }
  std::string get(const std::string& url) {
    const auto response = send(client, {.url = url, .timeout = 2s});
    return response && response->status == 200 ? response->body : "";
  }
  bool is_up() {
    return eventually([&] {
      return alertmanager->alive() && prometheus->alive() && !get(alertmanager_url() + "/-/ready").empty() &&
             !get(fmt::format("http://127.0.0.1:{}/-/ready", prometheus_port)).empty();
    });
  }
  /// Whether the alert is active in Alertmanager.
  bool fires(const std::string& alert) {
    const auto active = get(alertmanager_url() + "/api/v2/alerts?filter=alertname%3D" + alert);
    return active.find("\"alertname\":\"" + alert + "\"") != std::string::npos;
  }
  std::string logs() const {
    std::string text;
    for (const auto* name : {"alertmanager.log", "prometheus.log"}) {
      std::ifstream stream(folder.path(name));
      text += std::string(std::istreambuf_iterator<char>(stream), {});
    }
    return text;
  }
};

Round a_round_within(Scene& scene, std::int64_t cap_dollars, double cpu, Instant now) {
  scene.now = now;
  scene.world.readings = {};
  scene.world.fleet.budget = {Money::dollars(cap_dollars), 80};
  for (const auto* machine : {"worker/1", "worker/2"}) {
    scene.steady(machine, Metric::cpu, cpu, 10min);
    scene.steady(machine, Metric::memory, 30, 10min);
  }
  return a_round(scene);
}

}  // namespace

TEST_CASE("a real Prometheus and a real Alertmanager hear of an alert, and of its end") {
  if (!is_there("prometheus") || !is_there("prometheus-alertmanager")) {
    WARN("SKIPPED: needs the Debian packages prometheus and prometheus-alertmanager");
    return;
  }
  // Somebody else may have taken a free port meanwhile.
  auto watched = std::make_unique<Watched>();
  if (!watched->is_up()) watched = std::make_unique<Watched>();
  INFO(watched->logs());
  REQUIRE(watched->is_up());

  Scene scene;
  scene.machines(2, "s-2vcpu-2gb").balancer("worker/lb-1");
  scene.world.fleet.receivers = {
      {.name = "oncall", .to = "alertmanager", .url = watched->alertmanager_url()}};
  scene.world.fleet.receivers[0].repeat_every = 1min;
  scene.world.fleet.receivers[0].hourly_limit = 3600;
  AlertDispatcher dispatcher(watched->metrics, [](const Receiver& rule) {
    return open_notifier(rule, {.secret = [](const SecretUse&) -> Result<Secret> { return Secret(); }});
  });
  // Alertmanager has a clock of its own: muster's rounds are told for the last minutes.
  const auto now = SystemClock().now();

  // $48 a month of $50, and both machines hot.
  CHECK(dispatcher.record(a_round_within(scene, 50, 95, now - 2min), now - 2min).empty());
  CHECK(eventually([&] { return watched->fires("MusterBudgetShare"); }));
  CHECK(eventually([&] { return watched->fires("MusterThresholdCrossed"); }));
  CHECK(eventually([&] {
    return watched->desk.was_notified("MusterBudgetShare", "firing") &&
           watched->desk.was_notified("MusterThresholdCrossed", "firing");
  }));

  // All is well again: $48 of $600, and at ease.
  REQUIRE(eventually([&] {
    CHECK(dispatcher.record(a_round_within(scene, 600, 40, now), now).empty());
    return !watched->fires("MusterThresholdCrossed");
  }));
  CHECK(eventually([&] { return !watched->fires("MusterBudgetShare"); }));
  CHECK(eventually([&] {
    return watched->desk.was_notified("MusterBudgetShare", "resolved") &&
           watched->desk.was_notified("MusterThresholdCrossed", "resolved");
  }));
  CHECK(dispatcher.stop(now, 5s).empty());
  CHECK(watched->metrics.page().find("muster_announcements_total{outcome=\"delivered\",target=\"oncall\"}") !=
        std::string::npos);
}
