#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// One sample of a page in Prometheus' text format.
struct ExposedSample {
  std::string_view name;  ///< Points into the page.
  std::vector<std::pair<std::string_view, std::string>> labels;
  double value = 0;           ///< In the unit of the metric. May be NaN or infinite.
  std::optional<Instant> at;  ///< Most pages contain no times: the reader's clock applies.

  /// The label's text; "" if there is none of that name.
  std::string_view label(std::string_view name) const;
};

/// A line that is neither a sample nor a comment. It is dropped, and what it tells of is unknown.
struct UnreadableLine {
  std::size_t number = 0;  ///< From 1.
  std::string_view text;   ///< Points into the page.
  ExposedSample sample;    ///< Its name and labels as far as they can be read.
  bool cut = false;        ///< The page ends in it: its last number may be a part of a number.
};

/// A parsed page. It holds views into the page.
struct Exposition {
  std::vector<ExposedSample> samples;
  std::vector<UnreadableLine> unreadable;
};

/// Parses a page in Prometheus' text format or OpenMetrics, and keeps the samples whose name begins with one
/// of the prefixes. Only unreadable lines are dropped, among them a last line without a line break. A series
/// that occurs twice with two values has NaN. O(n log n) in the kept samples.
Exposition read_exposition(std::string_view page, const std::vector<std::string_view>& prefixes);

}  // namespace muster
