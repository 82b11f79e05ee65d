#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/text/enum_words.hpp"

namespace muster {

struct SizeOffer;

/// A measured quantity. Each has a row in kMetricTable, in the same order. New ones go last: the learned
/// state and the digests of readings contain the position.
enum class Metric {
  cpu,
  memory,
  disk,
  response_time,
  agents,
  disk_used,
  log_used,
  database_used,
  agents_waiting,
};

/// The unit of a metric. It determines the range of readings and the notation of thresholds.
enum class MetricUnit {
  percent,       ///< Of the whole machine; for a disk: of the fullest data filesystem.
  milliseconds,  ///< Thresholds are durations: 500ms.
  count,         ///< Whole numbers.
  bytes          ///< Thresholds are sizes: 40GiB.
};

/// The part of a pool that a metric loads: more of it relieves the metric.
enum class MetricPart { processors, memory, machines, data_disk };

/// The facts about a metric.
struct MetricInfo {
  Metric metric;
  const char* word;  ///< In files, messages and JSON.
  MetricUnit unit;
  MetricPart part;
  bool is_usual;               ///< Every source that reports whole machines reports it.
  bool is_in_policies = true;  ///< A rule, a band or a forecast can name it.
};

/// The only list of metrics.
inline constexpr std::array kMetricTable = {
    MetricInfo{.metric = Metric::cpu,
               .word = "cpu",
               .unit = MetricUnit::percent,
               .part = MetricPart::processors,
               .is_usual = true},
    MetricInfo{.metric = Metric::memory,
               .word = "memory",
               .unit = MetricUnit::percent,
               .part = MetricPart::memory,
               .is_usual = true},
    MetricInfo{.metric = Metric::disk,
               .word = "disk",
               .unit = MetricUnit::percent,
               .part = MetricPart::data_disk,
               .is_usual = true},
    MetricInfo{.metric = Metric::response_time,
               .word = "response_time",
               .unit = MetricUnit::milliseconds,
               .part = MetricPart::processors,
               .is_usual = false},
    MetricInfo{.metric = Metric::agents,
               .word = "agents",
               .unit = MetricUnit::count,
               .part = MetricPart::machines,
               .is_usual = false},
    MetricInfo{.metric = Metric::disk_used,
               .word = "disk_used",
               .unit = MetricUnit::bytes,
               .part = MetricPart::data_disk,
               .is_usual = true},
    MetricInfo{.metric = Metric::log_used,
               .word = "log_used",
               .unit = MetricUnit::bytes,
               .part = MetricPart::data_disk,
               .is_usual = false},
    MetricInfo{.metric = Metric::database_used,
               .word = "database_used",
               .unit = MetricUnit::bytes,
               .part = MetricPart::data_disk,
               .is_usual = false},
    MetricInfo{.metric = Metric::agents_waiting,
               .word = "agents_waiting",
               .unit = MetricUnit::count,
               .part = MetricPart::machines,
               .is_usual = false,
               .is_in_policies = false},
};
inline constexpr int kMetrics = static_cast<int>(kMetricTable.size());

static_assert(!is_named<static_cast<Metric>(kMetrics)>(), "a metric has no row");
static_assert(
    [] {
      for (std::size_t i = 0; i < kMetricTable.size(); ++i) {
        if (static_cast<std::size_t>(kMetricTable[i].metric) != i) return false;
      }
      return true;
    }(),
    "the rows have another order than the metrics");

constexpr const MetricInfo& info_of(Metric metric) {
  return kMetricTable[static_cast<std::size_t>(metric)];
}

/// "cpu", "response_time": the word used in files.
constexpr const char* to_string(Metric metric) {
  return info_of(metric).word;
}
/// "%", " ms", "" or " B": printed directly after a number.
const char* unit_of(Metric metric);
std::optional<Metric> metric_of(std::string_view word);
/// The words of all metrics, in the order of the table.
const std::vector<std::string>& metric_words();
/// The metrics that every source of whole machines reports.
const std::vector<Metric>& usual_metrics();

/// In percent: a machine, or a part of it, that is used completely.
inline constexpr Measure kFull = Measure::whole(100);

constexpr bool is_percent(Metric metric) {
  return info_of(metric).unit == MetricUnit::percent;
}
/// Whether it is the fill level of a disk, or the space that something uses on one.
constexpr bool is_disk(Metric metric) {
  return info_of(metric).part == MetricPart::data_disk;
}
/// Whether a larger size has more of the resource that the metric loads.
constexpr bool is_of_size(Metric metric) {
  const auto part = info_of(metric).part;
  return part == MetricPart::processors || part == MetricPart::memory;
}

/// The capacity of one machine for a metric: its vCPUs, or its memory in MiB; 1 for a metric of whole
/// machines, 0 for data disks.
constexpr std::int64_t capacity_of(std::int64_t vcpus, std::int64_t memory_mib, Metric metric) {
  switch (info_of(metric).part) {
    case MetricPart::processors:
      return vcpus;
    case MetricPart::memory:
      return memory_mib;
    case MetricPart::machines:
      return 1;
    case MetricPart::data_disk:
      return 0;
  }
  return 0;
}
/// The same of a machine of that size.
std::int64_t capacity_of(const SizeOffer& size, Metric metric);

}  // namespace muster
