#include "reconciler/adapters/host/host_probe.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "tests/support/paper_host.hpp"

using namespace muster;
using test::PaperHost;

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

TEST_CASE("control groups that tell nothing of their processes are not empty") {
  const PaperHost host;
  const auto says = [&](const std::string& what) {
    const auto sample = host.probe({.agents = {.cgroup = "agents.slice"}}).sample(1s);
    CHECK_FALSE(sample.values.contains(Metric::agents));
    REQUIRE(sample.failures.contains(Metric::agents));
    INFO(sample.failures.at(Metric::agents));
    CHECK(sample.failures.at(Metric::agents).find(what) != std::string::npos);
  };
  const std::string slice = "sys/fs/cgroup/agents.slice/";
  SECTION("version 1 has no cgroup.events") {
    host.folder.write(slice + "agent-1/cgroup.procs", "10\n");
    host.folder.write(slice + "agent-1/tasks", "10\n");
    says("agent-1 has no cgroup.events: it is not a control group of version 2");
  }
  SECTION("one of several") {
    host.folder.write(slice + "agent-1/cgroup.events", "populated 1\n");
    host.folder.write(slice + "agent-2/cgroup.procs", "");
    says("agent-2 has no cgroup.events");
  }
  SECTION("the file says nothing of it") {
    host.folder.write(slice + "agent-1/cgroup.events", "frozen 0\n");
    says("it contains no \"populated\"");
  }
  SECTION("processes in the group itself, and none below") {
    host.folder.write(slice + "cgroup.events", "populated 1\n");
    host.folder.write(slice + "agent-1/cgroup.events", "populated 0\n");
    says("agents.slice has processes, but none of the groups below it has any");
  }
}

TEST_CASE("limits of a container that cannot be read are not the whole host") {
  const PaperHost host;
  const auto group = [&](const std::string& file, const std::string& text) {
    host.folder.write("sys/fs/cgroup/" + file, text);
  };
  const auto second_look = [&] {
    auto probe = host.probe();
    (void)probe.sample(10s);
    host.stat(1400, 1200);
    return probe.sample(20s);
  };
  struct Row {
    const char* that;
    std::vector<std::pair<const char*, const char*>> files;
    Metric metric;
    const char* says;
  };
  for (const auto& row : {
           Row{"memory.current is missing", {{"memory.max", "409600\n"}}, Metric::memory, "memory.current"},
           Row{"memory.stat lacks a field",
               {{"memory.max", "409600\n"}, {"memory.current", "1\n"}, {"memory.stat", "anon 1\n"}},
               Metric::memory,
               "inactive_file"},
           Row{"memory.current is no number",
               {{"memory.max", "409600\n"}, {"memory.current", "max\n"}},
               Metric::memory,
               "memory.current"},
           Row{"memory.max is no number", {{"memory.max", "many\n"}}, Metric::memory, "memory.max"},
           Row{"memory.max is empty", {{"memory.max", ""}}, Metric::memory, "memory.max"},
           Row{"cpu.stat is missing", {{"cpu.max", "50000 100000\n"}}, Metric::cpu, "cpu.stat"},
           Row{"cpu.stat lacks a field",
               {{"cpu.max", "50000 100000\n"}, {"cpu.stat", "user_usec 1\n"}},
               Metric::cpu,
               "usage_usec"},
           Row{"cpu.max is no quota", {{"cpu.max", "50000\n"}}, Metric::cpu, "cpu.max"},
           Row{"version 1 without what is used",
               {{"memory/memory.limit_in_bytes", "409600\n"}},
               Metric::memory,
               "memory.usage_in_bytes"},
           Row{"version 1 without a period",
               {{"cpu,cpuacct/cpu.cfs_quota_us", "50000\n"}},
               Metric::cpu,
               "cpu.cfs_period_us"},
       }) {
    DYNAMIC_SECTION(row.that) {
      for (const auto& [file, text] : row.files) group(file, text);
      const auto sample = second_look();
      CHECK_FALSE(sample.values.contains(row.metric));
      REQUIRE(sample.failures.contains(row.metric));
      INFO(sample.failures.at(row.metric));
      CHECK(sample.failures.at(row.metric).find(row.says) != std::string::npos);
    }
  }
}

TEST_CASE("control groups of version 1 limit a container as well") {
  const PaperHost host;
  const auto group = [&](const std::string& file, const std::string& text) {
    host.folder.write("sys/fs/cgroup/" + file, text);
  };
  group("cpu,cpuacct/cpu.cfs_quota_us", "150000\n");
  group("cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  group("cpu,cpuacct/cpuacct.usage", "1000000000\n");
  group("memory/memory.limit_in_bytes", "409600\n");
  group("memory/memory.usage_in_bytes", "307200\n");
  group("memory/memory.stat", "cache 1\ntotal_inactive_file 102400\n");
  auto probe = host.probe();
  CHECK(probe.sample(10s).values.at(Metric::memory) == Measure::whole(50));
  group("cpu,cpuacct/cpuacct.usage", "8500000000\n");
  CHECK(probe.sample(20s).values.at(Metric::cpu) == Measure::whole(50));
  group("cpu,cpuacct/cpuacct.usage", "98500000000\n");  // Nine CPUs where there are one and a half.
  CHECK(probe.sample(30s).failures.at(Metric::cpu) ==
        "the container used more CPU time than its quota allows");

  SECTION("no quota and no limit") {
    group("cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    group("memory/memory.limit_in_bytes", "9223372036854771712\n");
    auto unlimited = host.probe();
    CHECK(unlimited.sample(1s).values.at(Metric::memory) == Measure::whole(60));
    host.stat(1400, 1200);
    CHECK(unlimited.sample(2s).values.at(Metric::cpu) == Measure::whole(25));
  }
}
