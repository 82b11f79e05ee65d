#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// Which of the calls that a fault is for it strikes, by their number from 1. A default one is: each.
struct Turn {
  std::int64_t first = 1;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
  std::int64_t every = 1;  ///< Of those from `first` to `last`: each, each second...

  bool holds(std::int64_t number) const {
    return number >= first && number <= last && (number - first) % every == 0;
  }
};

/// Reads "2" (the second), "1-3", "4-" (from the fourth on) and "every 5" (the fifth, the tenth...).
Result<Turn> parse_turn(const std::string& text);

}  // namespace muster::sandbox
