#include "reconciler/adapters/readings/node_page.hpp"

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
  return busy_between(read_node_page(before), read_node_page(after));
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
  const auto page = read_node_page(
      "node_memory_MemAvailable_bytes 2.5e+08\nnode_memory_MemTotal_bytes 1e+09\nnode_memory_MemFree_bytes "
      "1\n" +
      disks);
  CHECK(page.of_node_exporter);
  CHECK_FALSE(page.of_muster_node);
  CHECK(page.values.at(Metric::memory) == Measure::whole(75));
  CHECK(page.values.at(Metric::disk) == Measure::milli(62'500));
  CHECK(page.values.at(Metric::disk_used) == Measure::whole(500));

  // What cannot be judged might be the fullest.
  const auto cut = read_node_page(
      disks + "node_filesystem_size_bytes{device=\"/dev/sda\",fstype=\"xfs\",mountpoint=\"/srv\"} 10\n");
  CHECK_FALSE(cut.values.contains(Metric::disk));
  CHECK_FALSE(read_node_page("node_memory_MemTotal_bytes 1e+09\n").values.contains(Metric::memory));
  CHECK_FALSE(read_node_page("node_memory_MemTotal_bytes 0\nnode_memory_MemAvailable_bytes 0\n")
                  .values.contains(Metric::memory));
}

TEST_CASE("muster-node's own page has everything ready") {
  const auto page = read_node_page(
      "muster_node_cpu_usage_ratio 0.853\nmuster_node_memory_usage_ratio NaN\nmuster_node_agents 12\n"
      "muster_node_disk_usage_ratio 1.2\nmuster_node_log_used_bytes 4096\n"
      "muster_node_sampled_timestamp_seconds 1764000000.25\n");
  CHECK(page.of_muster_node);
  CHECK(page.values == std::map<Metric, Measure>{{Metric::cpu, Measure::milli(85'300)},
                                                 {Metric::agents, Measure::whole(12)},
                                                 {Metric::log_used, Measure::whole(4096)}});
  CHECK(page.at == Instant(1764000000250ms));
}

TEST_CASE("a page of something else is neither") {
  const auto page = read_node_page("<html>It works!</html>");
  CHECK_FALSE(page.of_node_exporter);
  CHECK_FALSE(page.of_muster_node);
}
