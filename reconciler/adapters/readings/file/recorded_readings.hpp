#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Recorded readings and all problems of their file.
struct RecordedReadings {
  std::vector<Reading> readings;  ///< In the order of the file.
  Diagnostics problems;           ///< The first ones, by line.
  std::size_t more_errors = 0;    ///< Number of errors that are not in `problems`.
  std::size_t seen = 0;           ///< Number of readings in the file, kept or not.
  std::optional<Instant> oldest;  ///< Of all seen.
  std::optional<Instant> newest;

  bool ok() const { return !has_errors(problems) && more_errors == 0; }
};

}  // namespace muster
