#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>
#include <tuple>

#include "reconciler/adapters/readings/file/recorded_source.hpp"
#include "reconciler/adapters/readings/host_source.hpp"
#include "reconciler/adapters/readings/page/node_exporter_source.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_monitoring.hpp"
#include "tests/support/scripted_http_client.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using testing::FakeClock;
using testing::FakeMonitoring;

namespace {

/// A clock whose waiting lets time pass for others too.
class PaperClock final : public FakeClock {
 public:
  using FakeClock::FakeClock;
  std::function<void()> passed = [] {};
  void wait_until(Instant until) override {
    FakeClock::wait_until(until);
    passed();
  }
};

/// Three machines, and everything that a source may want to know of them.
struct Deps {
  test::TemporaryFolder folder;
  test::Scene scene;
  PaperClock clock{test::noon()};
  FakeMonitoring monitoring{clock};
  ScriptedHttpClient client{[this](const HttpRequest& request) { return monitoring.answer(request); }};

  Deps() {
    scene.machines(3);
    for (auto& [slot, machine] : scene.world.actual.machines) {
      machine.private_address = "10.0.0." + std::to_string(slot.number);
      monitoring.cpu_percent[slot.number] = 10 * slot.number;
    }
    monitoring.pass_time();
    clock.passed = [this] { folder.write("proc/stat", monitoring.proc_stat(1)); };
    folder.write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 500 kB\n");
    folder.write("proc/self/mountinfo",
                 "30 1 8:1 / " + folder.path() + " rw shared:1 - ext4 /dev/paper rw\n");
    clock.passed();
  }
  Result<std::vector<Reading>> ask(ReadingSource& source, Duration back = 26h) {
    return source.readings(scene.world.fleet, scene.world.actual, clock.now() - back, clock.now());
  }
  void advance(Duration by) {
    clock.advance(by);
    monitoring.pass_time();
    clock.passed();
  }
};

/// Every kind of source, each opened fresh on healthy ground.
struct Made {
  const char* name;
  bool tells_all;  ///< It can tell of every machine; otherwise of the first alone.
  std::function<std::unique_ptr<ReadingSource>(Deps&)> open;
};
const std::vector<Made>& sources() {
  static const std::vector<Made> all = {
      {"prometheus", true,
       [](Deps& deps) -> std::unique_ptr<ReadingSource> {
         PrometheusOptions options{.url = "http://prometheus:9090", .queries = {{Metric::cpu, "load"}}};
         return std::make_unique<PrometheusSource>(deps.client, deps.clock, std::move(options),
                                                   ReadingNeeds{});
       }},
      {"node exporter", true,
       [](Deps& deps) -> std::unique_ptr<ReadingSource> {
         return std::make_unique<NodeExporterSource>(
             deps.client, deps.clock, NodeExporterOptions{"http://{address}:9100/metrics"}, ReadingNeeds{});
       }},
      {"host", false,
       [](Deps& deps) -> std::unique_ptr<ReadingSource> {
         auto probe = HostProbe::make({.root = deps.folder.path()});
         REQUIRE(probe.ok());
         return std::make_unique<HostSource>(Slot{PoolName("worker"), 1}, *std::move(probe), deps.clock,
                                             ReadingNeeds{});
       }},
      {"file", true,
       [](Deps& deps) -> std::unique_ptr<ReadingSource> {
         std::string lines = "at,subject,metric,value\n";
         for (int i = 1; i <= 3; ++i)
           lines += fmt::format("{},worker/{},cpu,{}\n", format_instant(deps.clock.now()), i, 10 * i);
         deps.folder.write("readings.csv", lines);
         auto source = RecordedSource::open(deps.folder.path("readings.csv"));
         REQUIRE(source.ok());
         return *std::move(source);
       }},
  };
  return all;
}

}  // namespace

TEST_CASE("every source of readings keeps the contract") {
  for (const auto& made : sources()) {
    DYNAMIC_SECTION(made.name) {
      Deps deps;
      const auto source = made.open(deps);
      CHECK_FALSE(source->name().empty());
      for (int look = 0; look < 3; ++look) {
        const auto now = deps.clock.now();
        const auto readings = deps.ask(*source);
        REQUIRE(readings.ok());
        for (const auto& trouble : source->trouble()) UNSCOPED_INFO(trouble);
        CHECK(source->trouble().empty());
        std::set<Subject> told;
        std::set<std::tuple<Subject, Metric, Instant>> seen;
        for (const auto& reading : *readings) {
          // Only of this fleet, only from when it was asked about, no instant twice, ok or without a value.
          const auto* slot = std::get_if<Slot>(&reading.subject);
          REQUIRE(slot != nullptr);
          CHECK(deps.scene.world.actual.machines.contains(*slot));
          CHECK(reading.at <= now);
          CHECK(reading.at >= now - 26h);
          CHECK(seen.emplace(reading.subject, reading.metric, reading.at).second);
          if (reading.quality != Quality::ok) CHECK(reading.value == Measure());
          if (reading.metric == Metric::cpu) told.insert(reading.subject);
        }
        CHECK(told.size() == (made.tells_all ? 3u : 1u));
        deps.advance(30s);
      }
    }
  }
}

TEST_CASE("no source tells of what lies before it is asked about") {
  for (const auto& made : sources()) {
    DYNAMIC_SECTION(made.name) {
      Deps deps;
      const auto source = made.open(deps);
      REQUIRE(deps.ask(*source).ok());
      deps.advance(5min);
      const auto readings = deps.ask(*source, 1min);
      REQUIRE(readings.ok());
      for (const auto& reading : *readings) CHECK(reading.at >= deps.clock.now() - 1min);
    }
  }
}

TEST_CASE("every source that measures sees the same load") {
  for (const auto& made : sources()) {
    DYNAMIC_SECTION(made.name) {
      Deps deps;
      const auto source = made.open(deps);
      std::map<int, Measure> newest;
      for (int look = 0; look < 2; ++look) {
        const auto readings = deps.ask(*source);
        REQUIRE(readings.ok());
        for (const auto& reading : *readings) {
          if (reading.metric == Metric::cpu && reading.quality == Quality::ok)
            newest[std::get<Slot>(reading.subject).number] = reading.value;
        }
        deps.advance(30s);
      }
      std::map<int, Measure> expected = {
          {1, Measure::whole(10)}, {2, Measure::whole(20)}, {3, Measure::whole(30)}};
      if (!made.tells_all) expected = {{1, Measure::whole(10)}};
      CHECK(newest == expected);
    }
  }
}

TEST_CASE("a fleet without machines has no readings, and that is no failure") {
  for (const auto& made : sources()) {
    if (!made.tells_all || std::string(made.name) == "file") continue;
    DYNAMIC_SECTION(made.name) {
      Deps deps;
      const auto source = made.open(deps);
      deps.scene.world.actual.machines.clear();
      const auto readings = deps.ask(*source);
      REQUIRE(readings.ok());
      CHECK(readings->empty());
    }
  }
}
