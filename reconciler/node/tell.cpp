#include "reconciler/node/tell.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/readings/page/node_series.hpp"

namespace muster::node {
namespace {

void head(std::string& page, const char* name, const char* help, const char* type) {
  page += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void add_gauge(std::string& page, const NodeSeries& series, const std::map<Metric, Measure>& values,
               const std::string& label) {
  const auto value = values.find(series.metric);
  if (value == values.end()) return;
  head(page, series.name, series.help, "gauge");
  // A thousandth of a percent is a hundred-thousandth of the whole.
  page += is_percent(series.metric)
              ? fmt::format("{}{} {:.5f}\n", series.name, label,
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
  for (const auto& series : kNodeSeries) add_gauge(page, series, sample.values, label);
  for (const auto& series : kNodeKnownSeries) add_gauge(page, series, sample.at_least, label);
  // A metric that is absent is not configured: one that failed must not look the same.
  if (!sample.failures.empty())
    head(page, kNodeFailedSeries, "A metric that could not be measured; the log has the reason.", "gauge");
  for (const auto& [metric, why] : sample.failures)
    page += fmt::format("{}{{machine=\"{}\",metric=\"{}\"}} 1\n", kNodeFailedSeries, to_string(machine),
                        to_string(metric));
  if (counts.samples > 0) {
    head(page, kNodeSampledSeries, "Time of the measurement.", "gauge");
    page += fmt::format("{}{} {}\n", kNodeSampledSeries, label,
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
