#include "reconciler/adapters/host/host_probe.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <map>

#include "tests/support/paper_host.hpp"

using namespace muster;
using test::PaperHost;

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
  host.mounts({PaperHost::mount("/proc", "proc", "rw")});
  const auto sample = probe.sample(31s);
  CHECK(sample.values.empty());
  CHECK(sample.failures.at(Metric::cpu).ends_with("/proc/stat: No such file or directory"));
  CHECK(sample.failures.at(Metric::memory) ==
        "/proc/meminfo: it contains no \"MemAvailable:\" with a number");
  CHECK(sample.failures.at(Metric::disk) == "no filesystem that holds data and can be written to is mounted");
  CHECK(sample.failures.contains(Metric::disk_used));

  // After a hole nothing is compared across it.
  host.stat(2000, 1500);
  CHECK_FALSE(probe.sample(61s).values.contains(Metric::cpu));
  host.stat(1000, 900);
  const auto restarted = probe.sample(91s);
  CHECK_FALSE(restarted.values.contains(Metric::cpu));
  CHECK(restarted.failures.at(Metric::cpu) == "/proc/stat: the counts did not increase");
}

TEST_CASE("agents are told by their command line") {
  const PaperHost host;
  host.process(10, "python3 -m agent --id=1");
  host.process(11, "python3 -m agent --id=2");
  host.process(12, "/usr/sbin/sshd");
  host.process(13, "");  // A thread of the kernel.
  CHECK(*host.agents("-m agent\\b") == 2);
  host.process(14, "python3 -m agent");
  CHECK(*host.agents("-m agent\\b") == 3);

  const auto wrong = HostProbe::make({.agents = {.pattern = "(agent"}});
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().what == "\"(agent\" is not a regular expression: missing ): (agent");
}

TEST_CASE("neither muster's own programs count as agents, nor what only started one") {
  struct Row {
    const char* that;
    std::vector<std::tuple<int, const char*, int, const char*>> processes;  // Id, words, parent, name.
    int agents;
  };
  for (const auto& row : {
           Row{"two muster-node that look for the agents",
               {{10, "python3 -m agent", 1, "python3"},
                {20, "/usr/local/bin/muster-node --agents-matching -m agent", 1, "muster-node"},
                {21, "muster-node --agents-matching -m agent", 1, "muster-node"}},
               1},
           Row{"muster-node under another name of its file",
               {{20, "./node-1.2 --agents-matching -m agent", 1, "muster-node"}},
               0},
           Row{"muster-node started by sudo and timeout",
               {{20, "sudo muster-node --agents-matching -m agent", 1, "sudo"},
                {21, "timeout 1d muster-node --agents-matching -m agent", 20, "timeout"},
                {22, "muster-node --agents-matching -m agent", 21, "muster-node"}},
               0},
           Row{"the push, whose name the kernel cuts",
               {{20, "/opt/push --spool /var/lib/-m agent", 1, "muster-node-pus"}},
               0},
           Row{"an agent under timeout",
               {{10, "timeout 1h python3 -m agent", 1, "timeout"}, {11, "python3 -m agent", 10, "python3"}},
               1},
           Row{"an agent under sudo, which starts itself once more",
               {{10, "sudo -u bob python3 -m agent", 1, "sudo"},
                {11, "sudo -u bob python3 -m agent", 10, "sudo"},
                {12, "python3 -m agent", 11, "python3"}},
               1},
           Row{"an agent of a shell that waits for it",
               {{10, "sh -c python3 -m agent >> /var/log/agent 2>&1", 1, "sh"},
                {11, "python3 -m agent", 10, "python3"}},
               1},
           Row{"an agent whose words a shell has in quotes",
               {{10, "bash -c \"python3\" -m agent 'a'; true", 1, "bash"},
                {11, "python3 -m agent a", 10, "python3"}},
               1},
           Row{"a script to which the kernel puts its interpreter",
               {{10, "timeout 1h ./-m agent.py", 1, "timeout"},
                {11, "/usr/bin/python3 ./-m agent.py", 10, "x"}},
               1},
           Row{"a chain with a link that does not match",
               {{10, "timeout 1h python3 -m agent", 1, "timeout"},
                {11, "wrapper", 10, "wrapper"},
                {12, "python3 -m agent", 11, "python3"}},
               1},
           Row{"three agents of one supervisor",
               {{9, "supervisord", 1, "supervisord"},
                {10, "python3 -m agent 1", 9, "python3"},
                {11, "python3 -m agent 2", 9, "python3"},
                {12, "python3 -m agent 3", 9, "python3"}},
               3},
           Row{"an agent that started another one",
               {{10, "python3 -m agent 12", 1, "python3"}, {11, "python3 -m agent 1", 10, "python3"}},
               2},
       }) {
    DYNAMIC_SECTION(row.that) {
      const PaperHost host;
      for (const auto& [id, words, parent, name] : row.processes) host.process(id, words, parent, name);
      const auto counted = host.agents("-m agent");
      REQUIRE(counted.ok());
      CHECK(*counted == row.agents);
    }
  }
}

TEST_CASE("agents that may not be looked at are not none") {
  const PaperHost host;
  host.process(10, "python3 -m agent");
  const auto says = [&](const std::string& what) {
    const auto counted = host.agents("-m agent");
    REQUIRE_FALSE(counted.ok());
    INFO(counted.error().what);
    CHECK(counted.error().what.find(what) != std::string::npos);
  };
  SECTION("process 1 is not to be seen") {
    std::filesystem::remove_all(host.folder.path("proc/1"));
    says("processes of other users are hidden from this program (this program may not read process 1)");
  }
  SECTION("and the mount of /proc says why, and the message what to do") {
    std::filesystem::remove_all(host.folder.path("proc/1"));
    for (const auto* option : {"2", "invisible", "noaccess", "ptraceable", "1"}) {
      host.mounts({PaperHost::mount("/proc", "proc", std::string("rw,hidepid=") + option)});
      says(std::string("/proc is mounted with hidepid=") + option);
      says("gid=");
      says("CAP_SYS_PTRACE");
    }
  }
  SECTION("process 1 is of the same user: it proves nothing") {
    host.mounts({PaperHost::mount("/proc", "proc", "rw,gid=5,hidepid=2")});
    says("hidepid=2");
    host.folder.write("proc/self/status", "Name:\tx\nCapEff:\t0000000000000000\n");
    says("hidepid=2");
  }
  SECTION("a command line that is refused") {
    std::filesystem::create_directories(host.folder.path("proc/11"));
    std::filesystem::create_directory(host.folder.path("proc/11/cmdline"));  // Reading it is an error.
    says("proc/11/cmdline: Is a directory");
  }
  SECTION("a PID namespace of one program shows only its own processes") {
    host.folder.write("proc/1/stat", "1 (tini) S 0 1 1 0 -1");
    std::filesystem::create_directories(host.folder.path("proc/self/ns"));
    std::filesystem::create_symlink("pid:[4026532201]", host.folder.path("proc/self/ns/pid"));
    says("this program cannot see the processes of the host (it runs in the PID namespace pid:[4026532201])");
    says("--pid=host");
    says("hostPID: true");
    says("PrivatePIDs=");
  }
  SECTION("process 1 is this program itself") {
    std::filesystem::rename(host.folder.path("proc/self"), host.folder.path("proc/1/self"));
    std::filesystem::create_directory_symlink("1", host.folder.path("proc/self"));
    says("it is process 1 of a PID namespace of its own");
  }
  SECTION("no /proc at all") {
    std::filesystem::remove_all(host.folder.path("proc"));
    says("this program may not read process 1");
  }
}

TEST_CASE("where others may be seen although processes are hidden, agents are counted") {
  const PaperHost host;
  host.process(10, "python3 -m agent");
  SECTION("the option is off") {
    for (const auto* option : {"rw", "rw,hidepid=0", "rw,hidepid=off", "rw,subset=x"}) {
      host.mounts({PaperHost::mount("/proc", "proc", option)});
      CHECK(*host.agents("-m agent") == 1);
    }
  }
  SECTION("the capability to trace others") {
    host.mounts({PaperHost::mount("/proc", "proc", "rw,hidepid=2")});
    host.folder.write("proc/self/status", "Name:\tx\nCapEff:\t0000000000080000\n");
    CHECK(*host.agents("-m agent") == 1);
  }
  SECTION("a PID namespace that can be a machine of its own: process 1 starts many programs") {
    std::filesystem::create_directories(host.folder.path("proc/self/ns"));
    std::filesystem::create_symlink("pid:[4026532201]", host.folder.path("proc/self/ns/pid"));
    host.folder.write("proc/1/stat", "1 (systemd) S 0 1 1 0 -1");
    CHECK(*host.agents("-m agent") == 1);
  }
  SECTION("the PID namespace of the host") {
    std::filesystem::create_directories(host.folder.path("proc/self/ns"));
    std::filesystem::create_symlink("pid:[4026531836]", host.folder.path("proc/self/ns/pid"));
    CHECK(*host.agents("-m agent") == 1);
  }
  SECTION("a process that ended meanwhile is none") {
    std::filesystem::create_directories(host.folder.path("proc/12"));
    CHECK(*host.agents("-m agent") == 1);
  }
}

TEST_CASE("what nobody can write to is no disk that fills up") {
  const PaperHost host;
  const auto place = host.folder.path();
  auto probe = host.probe();
  REQUIRE(probe.sample(1s).values.contains(Metric::disk));
  SECTION("an image beside the disk is left out") {
    const auto before = probe.sample(2s).values.at(Metric::disk_used);
    host.mounts({PaperHost::mount(place, "ext4", "rw"), PaperHost::mount("/usr", "ext4", "ro", "8:2"),
                 PaperHost::mount("/opt/image", "erofs", "ro", "8:3")});
    const auto sample = probe.sample(3s);
    CHECK(sample.values.contains(Metric::disk));
    CHECK_FALSE(sample.failures.contains(Metric::disk));
    CHECK(sample.values.at(Metric::disk_used) >= before);
  }
  SECTION("a service that may write nowhere sees its disks all the same") {
    host.folder.write("proc/self/mountinfo", "30 1 8:1 / " + place + " ro,relatime - ext4 /dev/x rw\n");
    CHECK(probe.sample(2s).values.contains(Metric::disk));
  }
  SECTION("nothing but images: nothing is known") {
    auto other = host.probe();
    host.mounts({PaperHost::mount(place, "ext4", "ro")});
    CHECK(other.sample(1s).failures.at(Metric::disk) ==
          "no filesystem that holds data and can be written to is mounted");
  }
  SECTION("one that could be written to before is told otherwise") {
    host.mounts({PaperHost::mount(place, "ext4", "ro")});
    for (int look = 2; look < 4; ++look) {
      const auto sample = probe.sample(look * 1s);
      CHECK_FALSE(sample.values.contains(Metric::disk));
      CHECK(sample.failures.at(Metric::disk) ==
            place + ": it has become read-only, as a disk does after an error");
    }
  }
  SECTION("one that the kernel made read-only before anybody looked") {
    for (const auto* options : {"ro,errors=remount-ro", "emergency_ro,ro"}) {
      auto other = host.probe();
      host.mounts({PaperHost::mount(place, "ext4", options)});
      CHECK(other.sample(1s).failures.at(Metric::disk).ends_with("as a disk does after an error"));
    }
  }
}

TEST_CASE("a disk that cannot be judged leaves what is known of the others") {
  const PaperHost host;
  const auto place = host.folder.path();
  host.folder.write("file", "x");
  const auto through = host.folder.path("file") + "/data";  // No folder: statvfs fails.
  host.mounts({PaperHost::mount(place, "ext4", "rw"), PaperHost::mount(through, "ext4", "rw", "8:2")});
  auto probe = host.probe();
  const auto sample = probe.sample(1s);
  CHECK_FALSE(sample.values.contains(Metric::disk));
  CHECK_FALSE(sample.values.contains(Metric::disk_used));
  CHECK(sample.failures.at(Metric::disk) == through + ": Not a directory");
  CHECK(sample.at_least.at(Metric::disk) > Measure());
  CHECK(sample.at_least.at(Metric::disk_used) > Measure());

  // One that was unmounted meanwhile is no trouble.
  host.mounts(
      {PaperHost::mount(place, "ext4", "rw"), PaperHost::mount("/no/such/place", "ext4", "rw", "8:2")});
  CHECK_FALSE(probe.sample(2s).failures.contains(Metric::disk));
}

TEST_CASE("folders of logs and databases grow") {
  const PaperHost host;
  host.folder.write("logs/a.log", std::string(10'000, 'x'));
  const auto small = folder_size(host.folder.path("logs"));
  REQUIRE(small.ok());
  host.folder.write("logs/deep/er/b.log", std::string(100'000, 'x'));
  const auto large = folder_size(host.folder.path("logs"));
  REQUIRE(large.ok());
  CHECK(large->bytes >= small->bytes + 100'000);
  CHECK(large->problem.empty());

  // A second name of a file is not a second file, and a link to elsewhere is followed nowhere.
  std::filesystem::create_hard_link(host.folder.path("logs/deep/er/b.log"), host.folder.path("logs/c.log"));
  std::filesystem::create_symlink("/usr", host.folder.path("logs/elsewhere"));
  CHECK(folder_size(host.folder.path("logs"))->bytes == large->bytes);

  auto probe = host.probe({.logs = {host.folder.path("logs")}, .databases = {host.folder.path("nowhere")}});
  const auto sample = probe.sample(1s);
  CHECK(sample.values.at(Metric::log_used) == Measure::whole(static_cast<std::int64_t>(large->bytes)));
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
