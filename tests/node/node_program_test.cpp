#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/page/node_exposition.hpp"
#include "reconciler/adapters/readings/push/push_receiver.hpp"
#include "reconciler/adapters/secrets/machine_token.hpp"
#include "reconciler/adapters/system/system_clock.hpp"
#include "tests/node/measured_machine.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/built_programs.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/started_program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// muster-node on a free port, and a page from it as soon as it has two samples.
struct Node {
  test::TemporaryFolder folder;
  std::unique_ptr<StartedProgram> program;
  std::string url;

  explicit Node(std::vector<std::string> words) {
    words.insert(words.begin(), {kNodeProgram, "--machine", "worker/1", "--listen", "127.0.0.1:0", "--spool",
                                 folder.path("spool")});
    program = std::make_unique<StartedProgram>(words, folder.path("log"));
    REQUIRE(eventually([&] {
      const auto log = text_of(folder.path("log"));
      if (log.find('\n') != std::string::npos) url = log.substr(0, log.find('\n'));
      return url.starts_with("http://") || !program->alive();
    }));
    INFO(text_of(folder.path("log")));
    REQUIRE(url.starts_with("http://127.0.0.1:"));
  }
  std::string page() const {
    CurlClient client;
    const auto response = send(client, {.url = url});
    return response && response->status == 200 ? response->body : "";
  }
};

double value_of(const std::string& page, const std::string& name) {
  const auto at = page.find("\n" + name + "{");
  return at == std::string::npos ? -1 : std::strtod(page.c_str() + page.find("} ", at) + 2, nullptr);
}

}  // namespace

TEST_CASE("muster-node serves a page, in little memory and next to no time") {
  const Node node({"--every", "1s", "--agents-matching", "node_tests"});
  REQUIRE(eventually([&] { return read_node_exposition(node.page()).values.contains(Metric::cpu); }));
  const auto page = read_node_exposition(node.page());
  CHECK(page.values.contains(Metric::memory));
  CHECK(page.values.contains(Metric::disk));
  CHECK(page.values.at(Metric::agents) >= Measure::whole(1));

  // What a sample costs: at one every 30 s, 30 ms of CPU each would be 0.1% of a core.
  const auto before = value_of(node.page(), "muster_node_samples_total");
  const auto used_before = node.program->used_cpu_milliseconds();
  REQUIRE(eventually([&] { return value_of(node.page(), "muster_node_samples_total") >= before + 4; }));
  const auto samples = value_of(node.page(), "muster_node_samples_total") - before;
  const auto each = static_cast<double>(node.program->used_cpu_milliseconds() - used_before) / samples;
  INFO("a sample costs " << each << " ms, resident are " << node.program->resident_kib() << " KiB");
  if (std::getenv("MUSTER_SHOW_FIGURES") != nullptr)
    WARN("a sample costs " << each << " ms, resident are " << node.program->resident_kib() << " KiB");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(each < 30);
  CHECK(node.program->resident_kib() < 8 * 1024);
#endif
}

TEST_CASE("the page obeys Prometheus' rules") {
  if (std::system("command -v promtool > /dev/null") != 0) {
    WARN("promtool does not exist: not looked at");
    return;
  }
  const Node node({"--agents-matching", "x", "--logs", "/tmp"});
  std::ofstream(node.folder.path("page")) << node.page();
  const auto command =
      "promtool check metrics < " + node.folder.path("page") + " > " + node.folder.path("said") + " 2>&1";
  const int code = std::system(command.c_str());
  INFO(text_of(node.folder.path("said")));
  CHECK(code == 0);
  CHECK(text_of(node.folder.path("said")).empty());
}

TEST_CASE("muster-node keeps what it measures while muster is away, and muster has all of it afterwards") {
  test::Scene scene;
  scene.machines(1);
  SystemClock clock;
  const FleetName fleet("fpai");
  const auto key = [] { return Secret(std::string("a key of sixteen and more")); };
  const test::TemporaryFolder folder;
  folder.write("token", machine_token(key(), fleet, kMachine)->reveal() + "\n");
  const auto address = "127.0.0.1:" + std::to_string(free_port());
  const Node node({"--every", "1s", "--push-every", "1s", "--push-to", "http://" + address, "--token-file",
                   folder.path("token")});
  REQUIRE(eventually([&] { return value_of(node.page(), "muster_node_failed_pushes_total") >= 2; }));
  CHECK(value_of(node.page(), "muster_node_spool_bytes") > 0);
  CHECK(value_of(node.page(), "muster_node_pushes_total") == 0);

  auto source = NodeSource::open({.listen = address},
                                 std::make_unique<PushReceiver>(fleet, key(), clock, ReadingNeeds{}));
  REQUIRE(source.ok());
  REQUIRE(eventually([&] { return value_of(node.page(), "muster_node_pushes_total") >= 1; }));
  const auto now = clock.now();
  const auto readings = (*source)->readings(scene.world.fleet, scene.world.actual, now - 1h, now);
  REQUIRE(readings.ok());
  int samples = 0;
  bool any_cpu = false;
  for (const auto& reading : *readings) {
    samples += reading.metric == Metric::memory && reading.quality == Quality::ok ? 1 : 0;
    any_cpu = any_cpu || (reading.metric == Metric::cpu && reading.quality == Quality::ok);
  }
  // At least those of the two pushes that failed, and the one that got through.
  CHECK(samples >= 3);
  CHECK(any_cpu);
  CHECK((*source)->trouble().empty());
  CHECK(text_of(node.folder.path("log")).find("mnt_") == std::string::npos);
}

TEST_CASE("the systemd units are sound and let the programs do little") {
  if (std::system("command -v systemd-analyze > /dev/null") != 0) {
    WARN("systemd-analyze does not exist: not looked at");
    return;
  }
  for (const std::string name : {"muster-node", "muster"}) {
    INFO(name);
    const test::TemporaryFolder folder;
    auto unit = text_of(std::string(MUSTER_SOURCE_DIR) + "/docs/systemd/" + name + ".service");
    const std::string installed = "/usr/local/bin/" + name + " ";
    const auto at = unit.find("ExecStart=" + installed);
    REQUIRE(at != std::string::npos);
    unit.replace(at + 10, installed.size() - 1, kNodeProgram);
    folder.write(name + ".service", unit);
    const auto run = [&](const std::string& what) {
      const auto command = "systemd-analyze " + what + " " + folder.path(name + ".service") + " > " +
                           folder.path("said") + " 2>&1";
      const int code = std::system(command.c_str());
      INFO(text_of(folder.path("said")));
      CHECK(code == 0);
      return text_of(folder.path("said"));
    };
    CHECK(run("verify --man=no").empty());
    // The threshold is in tenths: 30 is an exposure of 3.0.
    const auto said = run("security --offline=true --no-pager --threshold=30");
    CHECK(said.find("Overall exposure level") != std::string::npos);
  }
}
