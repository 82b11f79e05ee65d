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
  std::string_view name;  ///< Into the page.
  std::vector<std::pair<std::string_view, std::string>> labels;
  double value = 0;           ///< May be NaN or infinite.
  std::optional<Instant> at;  ///< Most pages leave it to the reader's clock.

  /// The label's text, "" when there is none of that name.
  std::string_view label(std::string_view name) const;
};

/// A page taken apart. Holds views into the page.
struct Exposition {
  std::vector<ExposedSample> samples;
  std::size_t bad_lines = 0;  ///< Lines that are neither a sample nor a comment; they were passed over.
};

/// Reads a page in Prometheus' text format or OpenMetrics, keeping the samples whose name begins with one of
/// the prefixes. Bad lines cost themselves only. A series that is there twice with two values has NaN.
/// O(n log n) in what is kept.
Exposition read_exposition(std::string_view page, const std::vector<std::string_view>& prefixes);

}  // namespace muster
