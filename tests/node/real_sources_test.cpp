#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "reconciler/adapters/host/kernel_file.hpp"
#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/host_source.hpp"
#include "reconciler/adapters/readings/page/node_exporter_source.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_queries.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"
#include "reconciler/adapters/readings/push/push_receiver.hpp"
#include "reconciler/adapters/secrets/machine_token.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "tests/node/measured_machine.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/built_programs.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/started_program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Instant wall() {
  return SystemClock().now();
}

/// /proc/stat twenty times a second: what the load really was between any two instants.
class Truth {
 public:
  Truth() : thread_([this](const std::stop_token& stop) { watch(stop); }) {}

  double busy(Instant from, Instant to) const {
    const std::lock_guard lock(mutex_);
    const auto at = [&](Instant wanted) {
      auto best = seen_.begin();
      for (auto each = seen_.begin(); each != seen_.end(); ++each) {
        if (std::chrono::abs(each->first - wanted) < std::chrono::abs(best->first - wanted)) best = each;
      }
      return best->second;
    };
    const auto share = busy_between(at(from), at(to));
    return share ? share->as_double() : -1;
  }

 private:
  void watch(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto text = read_kernel_file("/proc/stat");
      const auto now = wall();
      if (const auto times = text ? cpu_times_in(*text) : Result<CpuTimes>(text.error())) {
        const std::lock_guard lock(mutex_);
        seen_.emplace_back(now, *times);
      }
      ::poll(nullptr, 0, 50);
    }
  }

  mutable std::mutex mutex_;
  std::vector<std::pair<Instant, CpuTimes>> seen_;
  std::jthread thread_;
};

/// Keeps half of the CPUs busy.
class Burner {
 public:
  Burner() {
    const auto half = std::max(1U, std::thread::hardware_concurrency() / 2);
    for (unsigned i = 0; i < half; ++i) {
      threads_.emplace_back([](const std::stop_token& stop) {
        volatile unsigned turns = 0;
        while (!stop.stop_requested()) turns = turns + 1;
      });
    }
  }

 private:
  std::vector<std::jthread> threads_;
};

bool is_there(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null").c_str()) == 0;
}

/// Everything that can tell of this host, really running.
struct Monitored {
  test::TemporaryFolder folder;
  test::Scene scene;
  SystemClock clock;
  CurlClient client;
  FleetName fleet{"fpai"};
  int exporter_port = free_port();
  int prometheus_port = free_port();
  std::unique_ptr<NodeSource> pushes;
  std::unique_ptr<StartedProgram> exporter, prometheus, node;

  Monitored() {
    scene.machines(1);
    scene.world.actual.machines.at(kMachine).private_address = "127.0.0.1";
    const auto key = [] { return Secret(std::string("a key of sixteen and more")); };
    auto opened = NodeSource::open({.listen = "127.0.0.1:0"},
                                   std::make_unique<PushReceiver>(fleet, key(), clock, ReadingNeeds{}));
    REQUIRE(opened.ok());
    pushes = *std::move(opened);
    folder.write("token", machine_token(key(), fleet, kMachine)->reveal());
    folder.write("prometheus.yml",
                 fmt::format("global: {{ scrape_interval: 1s, scrape_timeout: 1s }}\nscrape_configs:\n"
                             "  - job_name: node\n    static_configs:\n      - targets: [\"127.0.0.1:{}\"]\n",
                             exporter_port));
    exporter = std::make_unique<StartedProgram>(
        std::vector<std::string>{"prometheus-node-exporter", "--collector.disable-defaults",
                                 "--collector.cpu", "--collector.meminfo", "--collector.filesystem",
                                 fmt::format("--web.listen-address=127.0.0.1:{}", exporter_port)},
        folder.path("exporter.log"));
    prometheus = std::make_unique<StartedProgram>(
        std::vector<std::string>{"prometheus", "--config.file=" + folder.path("prometheus.yml"),
                                 "--storage.tsdb.path=" + folder.path("tsdb"), "--log.level=error",
                                 fmt::format("--web.listen-address=127.0.0.1:{}", prometheus_port)},
        folder.path("prometheus.log"));
    node = std::make_unique<StartedProgram>(
        std::vector<std::string>{kNodeProgram, "--machine", "worker/1", "--every", "1s", "--push-every", "1s",
                                 "--listen", "127.0.0.1:0", "--spool", folder.path("spool"), "--token-file",
                                 folder.path("token"), "--push-to", pushes->url()},
        folder.path("node.log"));
  }
  std::string prometheus_url() const { return fmt::format("http://127.0.0.1:{}", prometheus_port); }
  std::string page_url() const { return fmt::format("http://{{address}}:{}/metrics", exporter_port); }

  PrometheusSource prometheus_over(Duration window) {
    const auto query = filled_in(prometheus_queries({}).at(Metric::cpu), "instance", window);
    return {client, clock, PrometheusOptions{.url = prometheus_url(), .queries = {{Metric::cpu, query}}},
            ReadingNeeds{.fine = 1s, .day = {}}};
  }
  Result<std::vector<Reading>> ask(ReadingSource& source, Instant since, Instant now) {
    auto fleet_file = scene.world.fleet;
    fleet_file.sample_every = 1s;
    return source.readings(fleet_file, scene.world.actual, since, now);
  }
  std::vector<Reading> cpu_of(ReadingSource& source, Instant since, Instant now) {
    const auto readings = ask(source, since, now);
    std::vector<Reading> good;
    if (!readings) return good;
    std::copy_if(readings->begin(), readings->end(), std::back_inserter(good), [](const Reading& reading) {
      return reading.metric == Metric::cpu && reading.quality == Quality::ok;
    });
    return good;
  }
  /// When Prometheus scraped what its answer for that window was made of.
  std::pair<Instant, Instant> scraped(Duration window, Instant at) {
    const auto query =
        fmt::format("node_cpu_seconds_total{{cpu=\"0\",mode=\"idle\"}}[{}s]", window.count() / 1000);
    const auto response =
        send(client,
             {.url = fmt::format("{}/api/v1/query?query={}&time={}", prometheus_url(), percent_encoded(query),
                                 format_measure(Measure::milli(at.time_since_epoch().count())))});
    REQUIRE(response.ok());
    const auto answer = read_prometheus_answer(*response, "instance");
    REQUIRE(answer.ok());
    REQUIRE(answer->series.size() == 1);
    REQUIRE(answer->series[0].points.size() >= 2);
    return {answer->series[0].points.front().at, answer->series[0].points.back().at};
  }
};

}  // namespace

TEST_CASE("a real load is seen alike by the host, node exporter, Prometheus and muster-node") {
  if (!is_there("prometheus") || !is_there("prometheus-node-exporter")) {
    WARN("prometheus and prometheus-node-exporter are not there: not looked at");
    return;
  }
  const bool thorough = std::getenv("MUSTER_LONG_TESTS") != nullptr;
  const Duration window = thorough ? 20s : 6s;
  const Truth truth;
  Monitored monitored;
  const Burner burner;
  auto warm_up = monitored.prometheus_over(window);
  REQUIRE(eventually([&] { return !monitored.cpu_of(warm_up, wall() - 1s, wall()).empty(); }));
  REQUIRE(eventually([&] { return !monitored.cpu_of(*monitored.pushes, wall() - 1h, wall()).empty(); }));

  auto host_probe = HostProbe::make({});
  REQUIRE(host_probe.ok());
  HostSource host(kMachine, *std::move(host_probe), monitored.clock, ReadingNeeds{});
  NodeExporterSource pages(monitored.client, monitored.clock, {monitored.page_url()}, ReadingNeeds{});
  // The first look of these two takes two seconds; what they tell after the second one is of the time
  // between.
  (void)monitored.cpu_of(pages, wall() - 1h, wall());
  const auto pages_from = wall();
  (void)monitored.cpu_of(host, wall() - 1h, wall());
  const auto host_from = wall();
  ::poll(nullptr, 0, static_cast<int>(window.count()));

  std::map<std::string, std::pair<double, double>> seen;  // By source: what it tells, and what was.
  const auto host_to = wall();
  const auto by_host = monitored.cpu_of(host, host_to, host_to);
  const auto pages_to = wall();
  const auto by_pages = monitored.cpu_of(pages, pages_to, pages_to);
  REQUIRE(by_host.size() == 1);
  REQUIRE(by_pages.size() == 1);
  seen["host"] = {by_host[0].value.as_double(), truth.busy(host_from, host_to)};
  seen["node exporter"] = {by_pages[0].value.as_double(), truth.busy(pages_from, pages_to)};

  auto prometheus = monitored.prometheus_over(window);
  const auto asked = wall();
  const auto by_prometheus = monitored.cpu_of(prometheus, asked - 500ms, asked);
  REQUIRE_FALSE(by_prometheus.empty());
  const auto [first, last] = monitored.scraped(window, by_prometheus.back().at);
  seen["prometheus"] = {by_prometheus.back().value.as_double(), truth.busy(first, last)};

  REQUIRE(eventually([&] {
    const auto pushed = monitored.cpu_of(*monitored.pushes, host_from, wall());
    return !pushed.empty() && pushed.back().at >= host_to - 1s;
  }));
  const auto pushed = monitored.cpu_of(*monitored.pushes, host_from, wall());
  double sum = 0;
  for (std::size_t i = 1; i < pushed.size(); ++i)
    sum += pushed[i].value.as_double() * static_cast<double>((pushed[i].at - pushed[i - 1].at).count());
  const auto length = static_cast<double>((pushed.back().at - pushed.front().at).count());
  REQUIRE(length > 0);
  seen["muster-node"] = {sum / length, truth.busy(pushed.front().at, pushed.back().at)};

  for (const auto& [source, values] : seen) {
    const auto line = fmt::format("{} says {:.1f}%, it was {:.1f}%", source, values.first, values.second);
    INFO(line);
    if (std::getenv("MUSTER_SHOW_FIGURES") != nullptr) WARN(line);
    // Each within one point of what its own window was: within two of each other, whatever else runs here.
    CHECK(std::abs(values.first - values.second) <= 1.0);
    CHECK(values.first >= 25);
  }
}
