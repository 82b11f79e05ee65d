#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/readings/prometheus/prometheus_answer.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// All series of one answer that stand for one subject.
using SeriesOfSubject = std::vector<const PrometheusSeries*>;

/// What those series come to, by time.
struct JoinedSeries {
  std::map<Instant, std::optional<Measure>>
      values{};                      ///< nullopt: it cannot be a value, or they differ there.
  std::optional<std::string> odd{};  ///< The first text that cannot be a value of the metric.
  bool differ = false;               ///< They cannot be told apart.
};

/// Joins them. Where they tell the same, or only one tells anything, that counts. Where they differ, which of
/// them is the machine's nobody knows; the same holds for what lies between two such times.
JoinedSeries join(const SeriesOfSubject& series, Metric metric);

/// "2 series for worker/1 differ; sum by (instance)?": what to do about series that cannot be told apart.
std::string advice_on(const SeriesOfSubject& series, const Subject& subject, const std::string& label);

}  // namespace muster
