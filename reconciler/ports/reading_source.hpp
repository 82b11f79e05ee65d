#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Where readings come from. Every source keeps one contract
/// (tests/contracts/reading_source_contract_test.cpp): it tells only of this fleet, only from `since` to
/// `now`, and of every machine that it is asked about.
class ReadingSource {
 public:
  virtual ~ReadingSource() = default;

  /// For messages: "file readings.ndjson", "digitalocean monitoring".
  virtual std::string name() const = 0;

  /// Readings of this fleet from `since` to `now`. A value that could not be had is a reading with quality
  /// error, never left out silently and never zero. Fails only when the source as a whole does not answer.
  virtual Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                                Instant now) = 0;

  /// What was wrong with the last look although it answered, each a sentence without its final stop: "cpu:
  /// the answer is partial". Readings that suffered from it are not ok, so nothing here needs to be acted on.
  virtual std::vector<std::string> trouble() const { return {}; }
};

}  // namespace muster
