#include "reconciler/node/tell.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/json/json_writer.hpp"

namespace muster::node {
namespace {

/// How a metric is called on the page; Prometheus wants ratios for shares.
struct PageSeries {
  Metric metric;
  const char* name;
  const char* help;
  bool share;
};
/// Lower bounds of values that could not be measured completely.
constexpr PageSeries kKnown[] = {
    {Metric::disk, "muster_node_disk_known_usage_ratio",
     "Share used of the fullest measurable filesystem, while another could not be measured.", true},
    {Metric::disk_used, "muster_node_disk_known_used_bytes",
     "Bytes used on the measurable filesystems, while another could not be measured.", false},
    {Metric::log_used, "muster_node_log_known_used_bytes",
     "Bytes of the readable logs, while others could not be read.", false},
    {Metric::database_used, "muster_node_database_known_used_bytes",
     "Bytes of the readable databases, while others could not be read.", false},
};
constexpr const char* kFailed = "muster_node_metric_failed";
constexpr PageSeries kSeries[] = {
    {Metric::cpu, "muster_node_cpu_usage_ratio", "Share of all CPU time used since the sample before.", true},
    {Metric::memory, "muster_node_memory_usage_ratio", "Share of memory that is not available.", true},
    {Metric::disk, "muster_node_disk_usage_ratio", "Share used of the fullest filesystem that holds data.",
     true},
    {Metric::disk_used, "muster_node_disk_used_bytes", "Bytes used on filesystems that hold data.", false},
    {Metric::agents, "muster_node_agents", "Agents that run on the machine.", false},
    {Metric::log_used, "muster_node_log_used_bytes", "Bytes that the folders of logs take.", false},
    {Metric::database_used, "muster_node_database_used_bytes", "Bytes that the folders of databases take.",
     false},
};

void head(std::string& page, const char* name, const char* help, const char* type) {
  page += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void add_gauge(std::string& page, const PageSeries& series, const std::map<Metric, Measure>& values,
               const std::string& label) {
  const auto value = values.find(series.metric);
  if (value == values.end()) return;
  head(page, series.name, series.help, "gauge");
  // A thousandth of a percent is a hundred-thousandth of the whole.
  page += series.share ? fmt::format("{}{} {:.5f}\n", series.name, label,
                                     static_cast<double>(value->second.in_milli()) / 100'000)
                       : fmt::format("{}{} {}\n", series.name, label, format_measure(value->second));
}

}  // namespace

std::string reading_lines(const Slot& machine, const HostSample& sample, Instant at) {
  std::string lines;
  const auto add = [&](Metric metric, const Measure* value) {
    JsonWriter out(JsonLayout::compact);
    out.begin_object().key("at").instant(at).key("subject").text(to_string(machine));
    out.key("metric").text(to_string(metric)).key("value");
    if (value != nullptr)
      out.measure(*value);
    else
      out.null();
    if (const auto known = sample.at_least.find(metric); value == nullptr && known != sample.at_least.end())
      out.key("at_least").measure(known->second);
    out.end_object();
    lines += std::move(out).finish() + "\n";
  };
  for (const auto& [metric, value] : sample.values) add(metric, &value);
  for (const auto& [metric, why] : sample.failures) add(metric, nullptr);
  return lines;
}

std::string metrics_page(const Slot& machine, const HostSample& sample, Instant at,
                         const NodeCounts& counts) {
  std::string page;
  const auto label = "{machine=\"" + to_string(machine) + "\"}";
  for (const auto& series : kSeries) add_gauge(page, series, sample.values, label);
  for (const auto& series : kKnown) add_gauge(page, series, sample.at_least, label);
  // A metric that is absent is not configured: one that failed must not look the same.
  if (!sample.failures.empty())
    head(page, kFailed, "A metric that could not be measured; the log has the reason.", "gauge");
  for (const auto& [metric, why] : sample.failures)
    page +=
        fmt::format("{}{{machine=\"{}\",metric=\"{}\"}} 1\n", kFailed, to_string(machine), to_string(metric));
  if (counts.samples > 0) {
    head(page, "muster_node_sampled_timestamp_seconds", "Time of the measurement.", "gauge");
    page += fmt::format("muster_node_sampled_timestamp_seconds{} {}\n", label,
                        format_measure(Measure::milli(at.time_since_epoch().count())));
  }
  const auto count = [&](const char* name, const char* help, const char* type, std::int64_t value) {
    head(page, name, help, type);
    page += fmt::format("{}{} {}\n", name, label, value);
  };
  count("muster_node_samples_total", "Number of measurements.", "counter", counts.samples);
  count("muster_node_pushes_total", "Pushes that muster accepted.", "counter", counts.pushes);
  count("muster_node_failed_pushes_total", "Pushes that failed.", "counter", counts.failed_pushes);
  count("muster_node_refused_readings_total", "Readings that muster refused.", "counter", counts.refused);
  count("muster_node_dropped_samples_total", "Samples dropped because there was no space for them.",
        "counter", counts.gave_way);
  count("muster_node_spool_bytes", "Bytes that wait for delivery.", "gauge", counts.spool_bytes);
  return page;
}

}  // namespace muster::node
