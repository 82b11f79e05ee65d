#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// The calls that a fault strikes, by their number from 1. Default: each call.
struct Occurrence {
  std::int64_t first = 1;                                        ///< Number of a call.
  std::int64_t last = std::numeric_limits<std::int64_t>::max();  ///< Number of a call.
  std::int64_t every = 1;  ///< Of the calls from `first` to `last`: each, each second...

  bool holds(std::int64_t number) const {
    return number >= first && number <= last && (number - first) % every == 0;
  }
};

/// Parses "2" (the second), "1-3", "4-" (from the fourth on) and "every 5" (the fifth, the tenth...). Fails
/// with invalid.
Result<Occurrence> parse_occurrence(const std::string& text);

}  // namespace muster::sandbox
