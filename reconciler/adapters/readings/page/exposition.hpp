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
  double value = 0;           ///< May be NaN or infinite.
  std::optional<Instant> at;  ///< Most pages contain no times: the reader's clock applies.

  /// The label's text; "" if there is none of that name.
  std::string_view label(std::string_view name) const;
};

/// A parsed page. It holds views into the page.
struct Exposition {
  std::vector<ExposedSample> samples;
  std::size_t bad_lines = 0;  ///< Number of lines that are neither a sample nor a comment; they are ignored.
};

/// Parses a page in Prometheus' text format or OpenMetrics, and keeps the samples whose name begins with one
/// of the prefixes. Only bad lines are dropped. A series that occurs twice with two values has NaN. O(n log
/// n) in the kept samples.
Exposition read_exposition(std::string_view page, const std::vector<std::string_view>& prefixes);

}  // namespace muster
