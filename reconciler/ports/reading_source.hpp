#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Where readings come from.
class ReadingSource {
 public:
  virtual ~ReadingSource() = default;

  /// For messages: "file readings.ndjson", "digitalocean monitoring".
  virtual std::string name() const = 0;

  /// Readings of this fleet from `since` to `now`. A value that could not be had is a reading with quality
  /// error, never left out silently and never zero. Fails only when the source as a whole does not answer.
  virtual Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                                Instant now) = 0;
};

}  // namespace muster
