#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/readings/prometheus/prometheus_answer.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// All series of one answer for one subject.
using SeriesOfSubject = std::vector<const PrometheusSeries*>;

/// The joined values of those series, by time.
struct JoinedSeries {
  std::map<Instant, std::optional<Measure>>
      values{};                      ///< nullopt: an impossible value, or the series differ there.
  std::optional<std::string> odd{};  ///< The first text that is no value of the metric.
  bool differ = false;               ///< The series differ.
};

/// Joins the series. At times where they are equal, or only one has a value, that value counts. Where they
/// differ, it is unknown which one belongs to the machine; this also holds between two such times.
JoinedSeries join(const SeriesOfSubject& series, Metric metric);

/// "2 series for worker/1 differ; sum by (instance)?": the remedy for different series of one subject.
std::string advice_on(const SeriesOfSubject& series, const Subject& subject, const std::string& label);

}  // namespace muster
