#include "reconciler/adapters/host/host_probe.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace muster;
using test::TemporaryFolder;

namespace {

/// A host made of files.
struct PaperHost {
  TemporaryFolder folder;

  PaperHost() {
    stat(1000, 900);
    folder.write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
    folder.write("proc/self/mounts", "paper " + folder.path() + " ext4 rw 0 0\n");
  }
  void stat(int all, int idle) const {
    folder.write("proc/stat",
                 "cpu " + std::to_string(all - idle) + " 0 0 " + std::to_string(idle) + " 0 0 0 0\n");
  }
  void process(int id, const std::string& command_line) const {
    folder.write("proc/" + std::to_string(id) + "/cmdline", command_line);
  }
  HostProbe probe(HostOptions options = {}) const {
    options.root = folder.path();
    auto made = HostProbe::make(std::move(options));
    REQUIRE(made.ok());
    return *std::move(made);
  }
};

}  // namespace

TEST_CASE("a host's first look has no CPU, the next has what was used in between") {
  const PaperHost host;
  auto probe = host.probe();
  const auto first = probe.sample(1s);
  CHECK_FALSE(first.values.contains(Metric::cpu));
  CHECK_FALSE(first.failures.contains(Metric::cpu));
  CHECK(first.values.at(Metric::memory) == Measure::whole(60));
  CHECK(first.values.contains(Metric::disk));
  CHECK(first.values.at(Metric::disk_used) > Measure());
  host.stat(1400, 1200);
  CHECK(probe.sample(31s).values.at(Metric::cpu) == Measure::whole(25));
}

TEST_CASE("what a host cannot tell is a failure, never zero") {
  const PaperHost host;
  auto probe = host.probe();
  (void)probe.sample(1s);
  std::filesystem::remove(host.folder.path("proc/stat"));
  host.folder.write("proc/meminfo", "MemTotal: 1000 kB\n");
  host.folder.write("proc/self/mounts", "proc /proc proc rw 0 0\n");
  const auto sample = probe.sample(31s);
  CHECK(sample.values.empty());
  CHECK(sample.failures.at(Metric::cpu).ends_with("/proc/stat: No such file or directory"));
  CHECK(sample.failures.at(Metric::memory) ==
        "/proc/meminfo: there is no \"MemAvailable:\" with a number in it");
  CHECK(sample.failures.at(Metric::disk) == "no filesystem that holds data is mounted");
  CHECK(sample.failures.contains(Metric::disk_used));

  // After a hole nothing is compared across it.
  host.stat(2000, 1500);
  CHECK_FALSE(probe.sample(61s).values.contains(Metric::cpu));
  host.stat(1000, 900);
  const auto restarted = probe.sample(91s);
  CHECK_FALSE(restarted.values.contains(Metric::cpu));
  CHECK(restarted.failures.at(Metric::cpu) == "/proc/stat: the counts stood still or went back");
}

TEST_CASE("in a container its limits are the machine") {
  const PaperHost host;
  const auto group = [&](const std::string& file, const std::string& text) {
    host.folder.write("sys/fs/cgroup/" + file, text);
  };
  group("cpu.max", "150000 100000\n");
  group("cpu.stat", "usage_usec 1000000\n");
  group("memory.max", "409600\n");
  group("memory.current", "307200\n");
  group("memory.stat", "anon 1\ninactive_file 102400\n");
  auto probe = host.probe();
  CHECK(probe.sample(10s).values.at(Metric::memory) == Measure::whole(50));
  // Half of one and a half CPUs over ten seconds.
  group("cpu.stat", "usage_usec 8500000\n");
  CHECK(probe.sample(20s).values.at(Metric::cpu) == Measure::whole(50));
  group("cpu.stat", "usage_usec 10\n");
  const auto restarted = probe.sample(30s);
  CHECK_FALSE(restarted.values.contains(Metric::cpu));
  CHECK(restarted.failures.contains(Metric::cpu));

  SECTION("without limits the whole host counts") {
    group("cpu.max", "max 100000\n");
    group("memory.max", "max\n");
    auto unlimited = host.probe();
    CHECK(unlimited.sample(1s).values.at(Metric::memory) == Measure::whole(60));
    host.stat(1400, 1200);
    CHECK(unlimited.sample(2s).values.at(Metric::cpu) == Measure::whole(25));
  }
  SECTION("a limit above what there is limits nothing") {
    group("memory.max", "99999999999\n");
    CHECK(host.probe().sample(1s).values.at(Metric::memory) == Measure::whole(60));
  }
}

TEST_CASE("agents are told by their command line") {
  const PaperHost host;
  host.process(10, std::string("python3\0-m\0agent\0--id=1\0", 24));
  host.process(11, std::string("python3\0-m\0agent\0--id=2\0", 24));
  host.process(12, std::string("/usr/sbin/sshd\0", 15));
  host.process(13, "");  // A thread of the kernel.
  auto probe = host.probe({.agents = {.pattern = "-m agent\\b"}});
  CHECK(probe.sample(1s).values.at(Metric::agents) == Measure::whole(2));
  host.process(14, std::string("python3\0-m\0agent\0", 17));
  CHECK(probe.sample(2s).values.at(Metric::agents) == Measure::whole(3));

  const auto wrong = HostProbe::make({.agents = {.pattern = "(agent"}});
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().what == "\"(agent\" is not a regular expression: missing ): (agent");
}

TEST_CASE("agents are told by their control group") {
  const PaperHost host;
  for (const auto& [name, populated] :
       std::map<std::string, int>{{"agent-1.service", 1}, {"agent-2.service", 1}, {"agent-3.service", 0}})
    host.folder.write("sys/fs/cgroup/agents.slice/" + name + "/cgroup.events",
                      "populated " + std::to_string(populated) + "\nfrozen 0\n");
  host.folder.write("sys/fs/cgroup/agents.slice/cgroup.events", "populated 1\n");
  CHECK(host.probe({.agents = {.cgroup = "agents.slice"}}).sample(1s).values.at(Metric::agents) ==
        Measure::whole(2));
  const auto gone = host.probe({.agents = {.cgroup = "other.slice"}}).sample(1s);
  CHECK_FALSE(gone.values.contains(Metric::agents));
  CHECK(gone.failures.at(Metric::agents).ends_with("other.slice: No such file or directory"));
}

TEST_CASE("folders of logs and databases grow") {
  const PaperHost host;
  host.folder.write("logs/a.log", std::string(10'000, 'x'));
  const auto small = folder_size(host.folder.path("logs"));
  REQUIRE(small.ok());
  host.folder.write("logs/deep/er/b.log", std::string(100'000, 'x'));
  const auto large = folder_size(host.folder.path("logs"));
  REQUIRE(large.ok());
  CHECK(*large >= *small + 100'000);

  // A second name of a file is not a second file, and a link to elsewhere is followed nowhere.
  std::filesystem::create_hard_link(host.folder.path("logs/deep/er/b.log"), host.folder.path("logs/c.log"));
  std::filesystem::create_symlink("/usr", host.folder.path("logs/elsewhere"));
  CHECK(*folder_size(host.folder.path("logs")) == *large);

  auto probe = host.probe({.logs = {host.folder.path("logs")}, .databases = {host.folder.path("nowhere")}});
  const auto sample = probe.sample(1s);
  CHECK(sample.values.at(Metric::log_used) == Measure::whole(static_cast<std::int64_t>(*large)));
  CHECK(sample.failures.at(Metric::database_used).ends_with("nowhere: No such file or directory"));
}

TEST_CASE("this very host can be measured") {
  auto probe = HostProbe::make({.agents = {.pattern = "adapters_tests"}});
  REQUIRE(probe.ok());
  const auto sample = probe->sample(1s);
  CHECK(sample.failures.empty());
  CHECK(sample.values.at(Metric::memory) > Measure());
  CHECK(sample.values.at(Metric::memory) < Measure::whole(100));
  CHECK(sample.values.at(Metric::disk_used) > Measure());
  CHECK(probe->metrics().size() == 5);
}
