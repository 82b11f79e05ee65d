#include "reconciler/adapters/readings/page/node_exposition.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/page/node_exporter_source.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scripted_http_client.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string cpu(const std::string& number, double idle, double user, double iowait = 0) {
  const auto line = [&](const char* mode, double seconds) {
    return fmt::format("node_cpu_seconds_total{{cpu=\"{}\",mode=\"{}\"}} {}\n", number, mode, seconds);
  };
  return line("idle", idle) + line("user", user) + line("iowait", iowait);
}

std::optional<Measure> busy(const std::string& before, const std::string& after) {
  return busy_between(read_node_exposition(before), read_node_exposition(after));
}

}  // namespace

TEST_CASE("CPU comes from two pages") {
  struct Row {
    const char* that;
    std::string before, after;
    std::optional<Measure> expected;
  };
  for (const auto& row : {
           Row{"a quarter of one CPU", cpu("0", 100, 10), cpu("0", 107.5, 12.5), Measure::whole(25)},
           Row{"over all CPUs", cpu("0", 100, 10) + cpu("1", 100, 10), cpu("0", 110, 10) + cpu("1", 100, 20),
               Measure::whole(50)},
           Row{"waiting for a disk is not work", cpu("0", 100, 10, 5), cpu("0", 105, 10, 10), Measure()},
           Row{"the machine was restarted", cpu("0", 100, 10), cpu("0", 5, 1), std::nullopt},
           Row{"a CPU came", cpu("0", 100, 10), cpu("0", 110, 10) + cpu("1", 1, 1), std::nullopt},
           Row{"another CPU", cpu("0", 100, 10), cpu("1", 110, 10), std::nullopt},
           Row{"no time passed", cpu("0", 100, 10), cpu("0", 100, 10), std::nullopt},
           Row{"the page was cut", cpu("0", 100, 10), cpu("0", 110, 10).substr(0, 60), std::nullopt},
           Row{"no CPU at all", "node_load1 1\n", "node_load1 1\n", std::nullopt},
           Row{"idle was corrected", cpu("0", 100, 10), cpu("0", 99.98, 20), Measure::whole(100)},
           Row{"not a number", cpu("0", 100, 10),
               "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} NaN\n" + cpu("0", 110, 10).substr(50),
               std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(busy(row.before, row.after) == row.expected);
    }
  }
}

TEST_CASE("memory and disks come from one page") {
  const std::string disks =
      "node_filesystem_size_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 1000\n"
      "node_filesystem_free_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 500\n"
      "node_filesystem_avail_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 300\n"
      "node_filesystem_size_bytes{device=\"tmpfs\",fstype=\"tmpfs\",mountpoint=\"/run\"} 10\n"
      "node_filesystem_free_bytes{device=\"tmpfs\",fstype=\"tmpfs\",mountpoint=\"/run\"} 0\n"
      "node_filesystem_avail_bytes{device=\"tmpfs\",fstype=\"tmpfs\",mountpoint=\"/run\"} 0\n";
  const auto page = read_node_exposition(
      "node_memory_MemAvailable_bytes 2.5e+08\nnode_memory_MemTotal_bytes 1e+09\nnode_memory_MemFree_bytes "
      "1\n" +
      disks);
  CHECK(page.of_node_exporter);
  CHECK_FALSE(page.of_muster_node);
  CHECK(page.values.at(Metric::memory) == Measure::whole(75));
  CHECK(page.values.at(Metric::disk) == Measure::milli(62'500));
  CHECK(page.values.at(Metric::disk_used) == Measure::whole(500));

  // What cannot be judged might be the fullest: the other is what is known at least.
  const auto cut = read_node_exposition(
      disks + "node_filesystem_size_bytes{device=\"/dev/sda\",fstype=\"xfs\",mountpoint=\"/srv\"} 10\n");
  CHECK_FALSE(cut.values.contains(Metric::disk));
  CHECK(cut.at_least.at(Metric::disk) == Measure::milli(62'500));
  CHECK(cut.unjudged == std::vector<std::string>{"/srv"});
  CHECK_FALSE(read_node_exposition("node_memory_MemTotal_bytes 1e+09\n").values.contains(Metric::memory));
  CHECK_FALSE(read_node_exposition("node_memory_MemTotal_bytes 0\nnode_memory_MemAvailable_bytes 0\n")
                  .values.contains(Metric::memory));
}

TEST_CASE("one mount of a page costs itself only") {
  const auto mount = [](const std::string& place, const std::string& rest, double size, double free) {
    const auto label = "{device=\"/dev" + place + "\",fstype=\"ext4\",mountpoint=\"" + place + "\"} ";
    return fmt::format(
               "node_filesystem_size_bytes{0}{1}\nnode_filesystem_free_bytes{0}{2}\n"
               "node_filesystem_avail_bytes{0}{2}\n",
               label, size, free) +
           (rest.empty() ? "" : rest + label + "1\n");
  };
  const std::string bad = "{device=\"/dev/data\",fstype=\"ext4\",mountpoint=\"/data\"} ";
  const auto root = mount("/", "", 1000, 40);
  struct Row {
    const char* that;
    std::string page;
    std::optional<Measure> disk, at_least;
  };
  for (const auto& row : {
           Row{"all can be judged", root + mount("/data", "", 1000, 500), Measure::whole(96), std::nullopt},
           Row{"a read-only image that is full",
               mount("/", "", 1000, 800) + mount("/usr", "node_filesystem_readonly", 100, 1),
               Measure::whole(20), std::nullopt},
           Row{"an image without anything free",
               mount("/", "", 1000, 800) + mount("/usr", "node_filesystem_readonly", 100, 0),
               Measure::whole(20), std::nullopt},
           Row{"a broken mount that tells its error alone",
               root + "node_filesystem_device_error" + bad + "1\n", std::nullopt, Measure::whole(96)},
           Row{"a broken mount with old figures",
               root + mount("/data", "node_filesystem_device_error", 1000, 900), std::nullopt,
               Measure::whole(96)},
           Row{"a mount whose error is over",
               root + mount("/data", "", 1000, 900) + "node_filesystem_device_error" + bad + "0\n",
               Measure::whole(96), std::nullopt},
           Row{"a size that is no number", root + "node_filesystem_size_bytes" + bad + "NaN\n", std::nullopt,
               Measure::whole(96)},
           Row{"more free than there is", root + mount("/data", "", 1000, 2000), std::nullopt,
               Measure::whole(96)},
           Row{"less free than nothing", root + mount("/data", "", 1000, -5), std::nullopt,
               Measure::whole(96)},
           Row{"nothing can be judged", "node_filesystem_device_error" + bad + "1\n", std::nullopt,
               std::nullopt},
           Row{"a broken image",
               root + "node_filesystem_device_error" + bad + "1\nnode_filesystem_readonly" + bad + "1\n",
               Measure::whole(96), std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto page = read_node_exposition(row.page);
      const auto in = [](const std::map<Metric, Measure>& values) {
        const auto found = values.find(Metric::disk);
        return found == values.end() ? std::optional<Measure>() : found->second;
      };
      CHECK(in(page.values) == row.disk);
      CHECK(in(page.at_least) == row.at_least);
      CHECK(page.unjudged.empty() == (row.disk.has_value()));
    }
  }
}

TEST_CASE("muster-node's own page has everything ready") {
  const auto page = read_node_exposition(
      "muster_node_cpu_usage_ratio 0.853\nmuster_node_memory_usage_ratio NaN\nmuster_node_agents 12\n"
      "muster_node_disk_usage_ratio 1.2\nmuster_node_log_used_bytes 4096\n"
      "muster_node_sampled_timestamp_seconds 1764000000.25\n");
  CHECK(page.of_muster_node);
  CHECK(page.values == std::map<Metric, Measure>{{Metric::cpu, Measure::milli(85'300)},
                                                 {Metric::agents, Measure::whole(12)},
                                                 {Metric::log_used, Measure::whole(4096)}});
  CHECK(page.at == Instant(1764000000250ms));
  const auto partly =
      read_node_exposition("muster_node_disk_known_usage_ratio 0.96\nmuster_node_samples_total 1\n");
  CHECK(partly.values.empty());
  CHECK(partly.at_least == std::map<Metric, Measure>{{Metric::disk, Measure::whole(96)}});
}

TEST_CASE("what a page tells and cannot be is known to be odd") {
  const std::string total = "node_memory_MemTotal_bytes 1e+09\n";
  const std::string bad = "{device=\"/dev/data\",fstype=\"ext4\",mountpoint=\"/data\"} 1\n";
  struct Row {
    const char* that;
    std::string page;
    std::set<Metric> odd;
  };
  for (const auto& row : {
           Row{"all well", total + "node_memory_MemAvailable_bytes 5e+08\nmuster_node_agents 3\n", {}},
           Row{"available memory is no number",
               total + "node_memory_MemAvailable_bytes NaN\n",
               {Metric::memory}},
           Row{"available memory is left out", total, {Metric::memory}},
           Row{"available memory is told twice",
               total + "node_memory_MemAvailable_bytes 5e+08\nnode_memory_MemAvailable_bytes 4e+08\n",
               {Metric::memory}},
           Row{"half an agent", "muster_node_agents 2.5\n", {Metric::agents}},
           Row{"a share above all", "muster_node_cpu_usage_ratio 1.2\n", {Metric::cpu}},
           Row{"a bound that cannot be is left out", "muster_node_disk_known_usage_ratio 7\n", {}},
           Row{"no disk can be judged",
               "node_filesystem_device_error" + bad,
               {Metric::disk, Metric::disk_used}},
           Row{"nothing of it is told", "node_load1 1\n", {}},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto page = read_node_exposition(row.page);
      CHECK(page.odd == row.odd);
      for (const auto metric : row.odd) CHECK_FALSE(page.values.contains(metric));
    }
  }
}

TEST_CASE("a part of a page that cannot be read, or has two values, spoils its own metric and is told") {
  const std::string busy = cpu("0", 100, 10);
  const std::string memory = "node_memory_MemTotal_bytes 1e+09\nnode_memory_MemAvailable_bytes 5e+08\n";
  const auto mount = [](const std::string& place, const std::string& free, const std::string& more = "") {
    const auto label =
        "{" + more + "device=\"/dev" + place + "\",fstype=\"ext4\",mountpoint=\"" + place + "\"} ";
    return "node_filesystem_size_bytes" + label + "1000\nnode_filesystem_free_bytes" + label + free +
           "\nnode_filesystem_avail_bytes" + label + free + "\n";
  };
  const auto root = mount("/", "500");
  const std::set<Metric> disks = {Metric::disk, Metric::disk_used};
  struct Row {
    const char* that;
    std::string page;
    std::set<Metric> odd;
    std::vector<std::string> unjudged;
    std::string problem;
  };
  for (const auto& row : std::vector<Row>{
           {"nothing is wrong", busy + memory + root, {}, {}, ""},
           {"a line of CPU time",
            busy + "node_cpu_seconds_total{cpu=\"0\",mode=\"system\"} 12,5\n" + memory + root,
            {Metric::cpu},
            {},
            "line 4 of its page cannot be read: \"node_cpu_seconds_total{cpu"},
           {"CPU time with two values",
            busy + "node_cpu_seconds_total{cpu=\"0\",mode=\"user\"} 99\n" + root,
            {Metric::cpu},
            {},
            "node_cpu_seconds_total 0 user occurs twice, with two values"},
           {"CPU time of idle modes only",
            "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 1\n",
            {Metric::cpu},
            {},
            "its page has CPU time of idle modes only"},
           {"a line of memory",
            busy + "node_memory_MemTotal_bytes 1e+09\nnode_memory_MemAvailable_bytes x\n",
            {Metric::memory},
            {},
            "cannot be read"},
           {"a line of one filesystem", root + mount("/data", "1,0"), {}, {"/data"}, "cannot be read"},
           {"a line of a filesystem without its mount point",
            root + "node_filesystem_free_bytes{device 5\n",
            {},
            {"a filesystem that its page does not name"},
            "cannot be read"},
           {"a line of a filesystem that holds no data",
            root + "node_filesystem_free_bytes{device=\"x\",fstype=\"tmpfs\",mountpoint=\"/run\"} x\n",
            {},
            {},
            "cannot be read"},
           {"the page ends within a number",
            busy + mount("/", "500").substr(0, mount("/", "500").size() - 2),
            disks,
            {"/"},
            "its page ends within line 6, which does not count"},
           {"the page ends within a name of a filesystem",
            busy + root + "node_filesy",
            {},
            {"a filesystem that its page does not name"},
            "its page ends within line 7"},
           {"two machines on one page, the fuller first",
            mount("/", "5", "instance=\"b\",") + mount("/", "500", "instance=\"a\","),
            disks,
            {"/"},
            "two values, of instance \"b\" and \"a\": the page describes several machines"},
           {"two machines on one page, the fuller last",
            mount("/", "500", "instance=\"a\",") + mount("/", "5", "instance=\"b\","),
            disks,
            {"/"},
            "two values, of instance \"a\" and \"b\": the page describes several machines"},
           {"two values of muster-node's agents",
            "muster_node_agents{x=\"1\"} 9\nmuster_node_agents{x=\"2\"} 0\n",
            {Metric::agents},
            {},
            "two values"},
           {"a line of muster-node's agents",
            "muster_node_agents 9x\nmuster_node_cpu_usage_ratio 0.5\n",
            {Metric::agents},
            {},
            "line 1 of its page cannot be read"},
           {"muster-node could not count",
            "muster_node_metric_failed{machine=\"worker/1\",metric=\"agents\"} 1\n",
            {Metric::agents},
            {},
            "muster-node cannot measure agents; its log has the reason"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto page = read_node_exposition(row.page);
      CHECK(page.odd == row.odd);
      CHECK(page.unjudged == row.unjudged);
      for (const auto metric : row.odd) CHECK_FALSE(page.values.contains(metric));
      if (row.odd.contains(Metric::cpu)) CHECK(page.cpu_seconds.empty());
      REQUIRE(page.problems.empty() == row.problem.empty());
      if (!row.problem.empty()) {
        INFO(page.problems.front());
        CHECK(page.problems.front().find(row.problem) != std::string::npos);
      }
      if (!row.unjudged.empty()) CHECK_FALSE(page.values.contains(Metric::disk));
    }
  }
}

TEST_CASE("the machine that muster-node names is known, and two names make a page unusable") {
  const auto of = [](const std::string& one, const std::string& other) {
    return read_node_exposition("muster_node_agents{machine=\"" + one +
                                "\"} 3\nmuster_node_cpu_usage_ratio{machine=\"" + other + "\"} 0.5\n");
  };
  CHECK(of("worker/7", "worker/7").machine == "worker/7");
  CHECK(of("worker/7", "worker/7").unusable.empty());
  CHECK(of("worker/7", "worker/8").unusable == "its page names two machines, \"worker/7\" and \"worker/8\"");
  CHECK_FALSE(read_node_exposition("muster_node_agents 1\nmuster_node_sampled_timestamp_seconds x\n")
                  .unusable.empty());
}

TEST_CASE("a page of another machine does not count, and the warning has both names") {
  testing::FakeClock clock{noon()};
  ScriptedHttpClient client{[&](const HttpRequest& request) -> Result<HttpResponse> {
    const auto machine = request.url.ends_with("/fpai-worker-1") ? "worker/1" : "worker/7";
    return HttpResponse{200, {}, fmt::format("muster_node_agents{{machine=\"{}\"}} 12\n", machine)};
  }};
  ActualState actual;
  for (const int number : {1, 2}) {
    const Slot slot{PoolName("worker"), number};
    actual.machines.emplace(slot, a_machine(slot));
    actual.machines.at(slot).name = "fpai-worker-" + std::to_string(number);
  }
  NodeExporterSource source(client, clock, {"http://127.0.0.1/{name}"}, {});
  const auto readings = source.readings(a_fleet(), actual, noon() - 1h, noon());
  REQUIRE(readings.ok());
  std::vector<Subject> good;
  for (const auto& reading : *readings) {
    if (reading.quality == Quality::ok) good.push_back(reading.subject);
  }
  CHECK(good == std::vector<Subject>{kFirst});
  REQUIRE(source.trouble().size() == 1);
  CHECK(source.trouble().front().find("the page of worker/2 is about the machine \"worker/7\"") !=
        std::string::npos);
}

TEST_CASE("a page of something else is neither") {
  const auto page = read_node_exposition("<html>It works!</html>");
  CHECK_FALSE(page.of_node_exporter);
  CHECK_FALSE(page.of_muster_node);
}
