#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/readings/page/node_exporter_source.hpp"
#include "tests/contracts/told_readings.hpp"
#include "tests/support/scripted_http_client.hpp"

namespace muster::test {
namespace {

constexpr double kPagedBytes = 1e11;

/// A page on each machine, looked at every half minute as the clock goes on.
class ToldByPages : public ToldReadings {
 public:
  ReadingsRule rule() const override {
    return {.kind = "node_exporter", .url = "http://{address}:9100/metrics"};
  }
  GatheredReadings hear(const Telling& telling, const World& world) const override {
    testing::FakeClock clock{noon() - kLookedAtFor};
    ScriptedHttpClient client{[&](const HttpRequest& request) -> Result<HttpResponse> {
      const auto machine = std::atoi(request.url.c_str() + request.url.find("10.0.0.") + 7);
      auto at = clock.now();
      // A page that stands still is a copy of an old one, with all that is on it.
      if (telling.stands_still_since) at = std::min(at, *telling.stands_still_since);
      return HttpResponse{200, {}, page(telling, machine, at)};
    }};
    NodeExporterSource source(client, clock, {rule().url}, needs_of(world.policies));
    return heard_at_noon(source, clock, world, telling.step);
  }

 protected:
  virtual std::string page(const Telling& telling, int machine, Instant at) const = 0;
};

/// Counters and bytes. Samples carry a time when it is not that of the look.
class ToldByNodeExporter final : public ToldByPages {
 public:
  const char* name() const override { return "node exporter's pages"; }
  Telling frame() const override {
    return {.machines = 3, .step = 30s, .metrics = {Metric::cpu, Metric::memory, Metric::disk}};
  }

 private:
  static std::string time_of(const ToldSample& sample) {
    return sample.stamp == sample.written ? "" : fmt::format(" {}", sample.stamp.time_since_epoch().count());
  }
  static std::string cpu_lines(const Telling& telling, int machine, const ToldSample& sample, Instant at,
                               bool other) {
    const auto counts = cpu_counts(telling.of(machine, Metric::cpu), other);
    const auto count = *std::find_if(counts.begin(), counts.end(),
                                     [&](const CpuCount& each) { return each.written == sample.written; });
    // Between two samples all time is idle.
    const double since = static_cast<double>((at - count.written).count()) / 1000;
    const auto line = [&](const char* mode, double seconds) {
      return fmt::format("node_cpu_seconds_total{{cpu=\"0\",mode=\"{}\"}} {}{}\n", mode, count.text(seconds),
                         time_of(sample));
    };
    return line("user", count.busy) + line("idle", count.idle + since);
  }
  static std::string byte_lines(Metric metric, const ToldSample& sample, const std::string& told) {
    const auto free = in_terms_of(told, [](double percent) { return kPagedBytes * (1 - percent / 100); });
    const auto time = time_of(sample);
    if (metric == Metric::memory)
      return fmt::format("node_memory_MemTotal_bytes {:.0f}{}\nnode_memory_MemAvailable_bytes {}{}\n",
                         kPagedBytes, time, free, time);
    const std::string labels = R"({device="/dev/vda1",fstype="ext4",mountpoint="/"})";
    return fmt::format(
        "node_filesystem_size_bytes{0} {1:.0f}{3}\nnode_filesystem_free_bytes{0} {2}{3}\n"
        "node_filesystem_avail_bytes{0} {2}{3}\n",
        labels, kPagedBytes, free, time);
  }
  std::string page(const Telling& telling, int machine, Instant at) const override {
    std::string text =
        "# TYPE node_cpu_seconds_total counter\nnode_exporter_build_info 1\nnode_boot_time_seconds 1\n";
    for (const auto metric : telling.metrics) {
      const auto* sample = telling.at(machine, metric, at);
      if (sample == nullptr) continue;
      for (const bool other : {false, true}) {
        const auto& told = other ? sample->other : sample->value;
        if (told.empty()) continue;
        text += metric == Metric::cpu ? cpu_lines(telling, machine, *sample, at, other)
                                      : byte_lines(metric, *sample, told);
      }
    }
    return text;
  }
};

/// Shares and counts, with the time at which they were measured.
class ToldByMusterNode final : public ToldByPages {
 public:
  const char* name() const override { return "muster-node's pages"; }
  Telling frame() const override {
    return {
        .machines = 3, .step = 30s, .metrics = {Metric::cpu, Metric::memory, Metric::disk, Metric::agents}};
  }

 private:
  static std::string line(Metric metric, const std::string& told) {
    if (metric == Metric::agents) return fmt::format("muster_node_agents {}\n", told);
    return fmt::format("muster_node_{}_usage_ratio {}\n", to_string(metric),
                       in_terms_of(told, [](double percent) { return percent / 100; }));
  }
  std::string page(const Telling& telling, int machine, Instant at) const override {
    std::string text = "muster_node_build_info 1\n";
    auto measured = at;
    for (const auto metric : telling.metrics) {
      const auto* sample = telling.at(machine, metric, at);
      if (sample == nullptr) continue;
      text += line(metric, sample->value);
      if (!sample->other.empty()) text += line(metric, sample->other);
      if (sample->stamp != sample->written) measured = sample->stamp;
    }
    return text + fmt::format("muster_node_sampled_timestamp_seconds {}\n", measured.time_since_epoch() / 1s);
  }
};

}  // namespace

std::unique_ptr<ToldReadings> told_by_node_exporter() {
  return std::make_unique<ToldByNodeExporter>();
}
std::unique_ptr<ToldReadings> told_by_muster_node_pages() {
  return std::make_unique<ToldByMusterNode>();
}

}  // namespace muster::test
