#include "reconciler/adapters/readings/page/node_exposition.hpp"

#include <catch2/catch.hpp>

using namespace muster;

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

TEST_CASE("a page of something else is neither") {
  const auto page = read_node_exposition("<html>It works!</html>");
  CHECK_FALSE(page.of_node_exporter);
  CHECK_FALSE(page.of_muster_node);
}
