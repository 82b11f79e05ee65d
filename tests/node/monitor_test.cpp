#include "reconciler/node/monitor.hpp"

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/page/node_exposition.hpp"
#include "tests/node/measured_machine.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;
using namespace muster::node;

namespace {

struct Bench {
  test::TemporaryFolder folder;
  NodeOptions options;

  Bench() {
    options.machine = kMachine;
    options.listen = "";
    options.spool = folder.path("spool");
  }
  std::unique_ptr<Monitor> open(const std::string& push_program = "/bin/true") const {
    auto monitor = Monitor::open(options, push_program);
    REQUIRE(monitor.ok());
    return *std::move(monitor);
  }
};

}  // namespace

TEST_CASE("it measures at its pace, whatever it is called at") {
  const Bench bench;
  const auto monitor = bench.open();
  CHECK(monitor->step(kNow, 100s) == 102s);  // The second sample comes soon: only then there is CPU.
  CHECK(monitor->step(kNow + 1s, 101s) == 102s);
  CHECK(monitor->counts().samples == 1);
  CHECK(monitor->step(kNow + 2s, 102s) == 132s);
  CHECK(monitor->step(kNow + 33s, 133s) == 162s);  // Late once, on time again.
  CHECK(monitor->counts().samples == 3);
  CHECK(monitor->step(kNow + 1h, 3700s) == 3715s);  // After a long sleep it does not hurry to make up.
  CHECK(monitor->counts().samples == 4);
}

TEST_CASE("the page says what was measured, and nothing of what was not") {
  const Bench bench;
  const auto monitor = bench.open();
  (void)monitor->step(kNow, 100s);
  const auto first = read_node_exposition(monitor->page());
  CHECK(first.of_muster_node);
  CHECK(first.at == kNow);
  CHECK_FALSE(first.values.contains(Metric::cpu));
  CHECK(first.values.contains(Metric::memory));
  CHECK(first.values.contains(Metric::disk_used));
}

TEST_CASE("samples wait in the spool as lines of a readings file") {
  Bench bench;
  bench.options.push_to = "https://muster.example";
  const auto monitor = bench.open();
  (void)monitor->step(kNow, 100s);
  const auto spool = Spool::open(bench.options.spool, 0);
  REQUIRE(spool.ok());
  REQUIRE(spool->waiting().size() == 1);
  std::istringstream lines(*spool->read(spool->waiting()[0]));
  const auto read = read_readings(lines, "spool", ReadingsFormat::ndjson);
  CHECK(read.ok());
  CHECK(read.readings.size() == 3);
  CHECK(read.readings[0].subject == Subject(kMachine));
  CHECK(read.readings[0].at == kNow);
}

TEST_CASE("a push runs beside the measuring, and how it ended is counted") {
  for (const auto& [program, well] :
       std::map<std::string, bool>{{"/bin/true", true}, {"/bin/false", false}}) {
    DYNAMIC_SECTION(program) {
      Bench bench;
      bench.options.push_to = "https://muster.example";
      const auto monitor = bench.open(program);
      (void)monitor->step(kNow, 100s);
      CHECK(monitor->step(kNow + 2s, 102s) == 102s + 500ms);  // It looks whether the push ended.
      // The program ends at once; it is not waited for by sleeping, but by asking the system.
      siginfo_t info{};
      REQUIRE(::waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == 0);
      CHECK(monitor->step(kNow + 3s, 103s) == 132s);
      CHECK(monitor->counts().pushes == (well ? 1 : 0));
      CHECK(monitor->counts().failed_pushes == (well ? 0 : 1));
    }
  }
}

TEST_CASE("a push that hangs is ended") {
  Bench bench;
  bench.options.push_to = "https://muster.example";
  bench.folder.write("hang", "#!/bin/sh\nexec sleep 1000\n");
  std::filesystem::permissions(bench.folder.path("hang"), std::filesystem::perms::owner_all);
  const auto monitor = bench.open(bench.folder.path("hang"));
  (void)monitor->step(kNow, 100s);
  (void)monitor->step(kNow + 2s, 102s);
  (void)monitor->step(kNow + 50s, 150s);
  CHECK(monitor->counts().failed_pushes == 0);
  (void)monitor->step(kNow + 63s, 163s);
  CHECK(monitor->counts().failed_pushes == 1);
}

TEST_CASE("what the spool cannot take is kept in memory, and pushed all the same") {
  Bench bench;
  bench.options.push_to = "https://muster.example";
  // Takes what it is given on its standard input, and says so.
  bench.folder.write(
      "push",
      "#!/bin/sh\ncat > \"$(dirname \"$0\")/given\"\necho 'delivered 0, refused 2, waiting 0, given 1'\n");
  std::filesystem::permissions(bench.folder.path("push"), std::filesystem::perms::owner_all);
  const auto monitor = bench.open(bench.folder.path("push"));
  // A file where the folder was: nothing can be written there.
  std::filesystem::remove_all(bench.options.spool);
  bench.folder.write("spool", "");
  (void)monitor->step(kNow, 100s);
  (void)monitor->step(kNow + 2s, 102s);
  siginfo_t info{};
  REQUIRE(::waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == 0);
  (void)monitor->step(kNow + 3s, 103s);
  CHECK(monitor->counts().pushes == 1);
  CHECK(monitor->page().find("muster_node_refused_readings_total{machine=\"worker/1\"} 2\n") !=
        std::string::npos);
  const auto given = read_readings_file(bench.folder.path("given"));
  REQUIRE(given.ok());
  CHECK(given->ok());
  CHECK(given->readings.size() >= 6);

  // Muster has those two. From now on it takes nothing: what memory has no room for is lost, and counted.
  bench.folder.write("push", "#!/bin/sh\nexit 1\n");
  for (int i = 1; i <= 45; ++i) (void)monitor->step(kNow + i * 30s, 103s + i * 30s);
  CHECK(monitor->page().find("muster_node_dropped_samples_total{machine=\"worker/1\"} 0\n") ==
        std::string::npos);

  // The spool is there again: what waited in memory is in it.
  std::filesystem::remove(bench.options.spool);
  (void)monitor->step(kNow + 1h, 5000s);
  CHECK(Spool::open(bench.options.spool, 0)->waiting().size() >= 40);
}

TEST_CASE("a part that is known of what could not be measured is told as such") {
  HostSample sample;
  sample.values[Metric::memory] = Measure::whole(50);
  sample.failures[Metric::disk] = "/data: Permission denied";
  sample.failures[Metric::agents] = "hidden";
  sample.at_least[Metric::disk] = Measure::whole(96);
  const auto lines = reading_lines(kMachine, sample, kNow);
  std::istringstream stream(lines);
  const auto read = read_readings(stream, "lines", ReadingsFormat::ndjson);
  CHECK(read.ok());
  REQUIRE(read.readings.size() == 3);
  for (const auto& reading : read.readings) {
    CHECK(reading.quality == (reading.metric == Metric::memory ? Quality::ok : Quality::error));
    CHECK(reading.value == (reading.metric == Metric::memory ? Measure::whole(50)
                            : reading.metric == Metric::disk ? Measure::whole(96)
                                                             : Measure()));
  }
  const auto page = metrics_page(kMachine, sample, kNow, {});
  CHECK(page.find("muster_node_disk_usage_ratio") == std::string::npos);
  CHECK(page.find("muster_node_agents") == std::string::npos);
  CHECK(read_node_exposition(page).at_least == std::map<Metric, Measure>{{Metric::disk, Measure::whole(96)}});
}

TEST_CASE("what cannot be used is told at the start") {
  Bench bench;
  SECTION("the spool") {
    bench.options.push_to = "https://muster.example";
    bench.options.spool = "/proc/nowhere";
    CHECK(Monitor::open(bench.options, "x").error().what.starts_with("the spool: /proc/nowhere: "));
  }
  SECTION("the address") {
    bench.options.listen = "localhost";
    CHECK(Monitor::open(bench.options, "x").error().what ==
          "\"localhost\" is not an address and a port such as 127.0.0.1:9101");
  }
}

TEST_CASE("the command line") {
  const auto read = [](std::vector<const char*> words) {
    words.insert(words.begin(), "muster-node");
    return read_command_line(static_cast<int>(words.size()), words.data());
  };
  const auto good = read(
      {"--machine", "worker/3", "--every", "10s", "--agents-matching", "-m agent", "--logs", "/var/log"});
  REQUIRE(good.ok());
  CHECK(good->options.machine == Slot{PoolName("worker"), 3});
  CHECK(good->options.every == 10s);
  CHECK(good->options.host.logs == std::vector<std::string>{"/var/log"});
  CHECK(read({"--help"})->only_print);
  CHECK(read({"--version"})->text.starts_with("muster-node "));

  struct Row {
    std::vector<const char*> words;
    const char* message;
  };
  for (const auto& row : {
           Row{{}, "--machine is required"},
           Row{{"--machine", "worker"}, "--machine: "},
           Row{{"--machine", "worker/1", "--every", "30"}, "--every: "},
           Row{{"--machine", "worker/1", "--every", "1ms"}, "--every: expected 1s to 10m"},
           Row{{"--machine", "worker/1", "--push-every", "1s"}, "--push-every: expected at least --every"},
           Row{{"--machine", "worker/1", "--push-to", "http://muster.example"}, "expected https://"},
           Row{{"--machine", "worker/1", "--push-to", "http://127.0.0.1.evil"}, "expected https://"},
           Row{{"--machine", "worker/1", "--push-to", "http://localhost.evil"}, "expected https://"},
           Row{{"--machine", "worker/1", "--push-to", "http://[::1].evil"}, "expected https://"},
           Row{{"--machine", "worker/1", "--push-to", "http://127.0.0.1@evil"}, "without a user"},
           Row{{"--machine", "worker/1", "--push-to", "https://muster.example/?x"}, "without a query"},
           Row{{"--machine", "worker/1", "--agents-matching", "("}, "not a regular expression: missing ): ("},
           Row{{"--machine", "worker/1", "--agents-matching", "a", "--agents-cgroup", "b"}, "not by both"},
       }) {
    const auto wrong = read(row.words);
    REQUIRE_FALSE(wrong.ok());
    INFO(wrong.error().what);
    CHECK(wrong.error().what.find(row.message) != std::string::npos);
  }
}
