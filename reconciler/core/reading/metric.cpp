#include "reconciler/core/reading/metric.hpp"

#include <algorithm>

#include "reconciler/core/fleet/catalogue/price_list.hpp"

namespace muster {

const char* unit_of(Metric metric) {
  switch (info_of(metric).unit) {
    case MetricUnit::percent:
      return "%";
    case MetricUnit::milliseconds:
      return " ms";
    case MetricUnit::count:
      return "";
    case MetricUnit::bytes:
      return " B";
  }
  return "";
}

std::optional<Metric> metric_of(std::string_view word) {
  const auto found = std::find_if(kMetricTable.begin(), kMetricTable.end(),
                                  [&](const MetricInfo& info) { return word == info.word; });
  return found == kMetricTable.end() ? std::nullopt : std::optional(found->metric);
}

const std::vector<std::string>& metric_words() {
  static const auto words = [] {
    std::vector<std::string> all;
    for (const auto& info : kMetricTable) all.emplace_back(info.word);
    return all;
  }();
  return words;
}

const std::vector<Metric>& usual_metrics() {
  static const auto usual = [] {
    std::vector<Metric> all;
    for (const auto& info : kMetricTable) {
      if (info.is_usual) all.push_back(info.metric);
    }
    return all;
  }();
  return usual;
}

std::int64_t capacity_of(const SizeOffer& size, Metric metric) {
  return capacity_of(size.vcpus, size.memory_mib, metric);
}

}  // namespace muster
