#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A source of readings. Every source keeps one contract (tests/contracts/reading_source_contract_test.cpp).
/// It reports only on this fleet and only from `since` to `now`. It reports on every machine that the caller
/// passes.
class ReadingSource {
 public:
  virtual ~ReadingSource() = default;

  /// For messages: "file readings.ndjson", "prometheus at http://…".
  virtual std::string name() const = 0;

  /// Returns the readings of this fleet from `since` to `now`. A value that could not be read is a reading
  /// with quality error; it is never omitted and never zero. Fails only if the whole source does not answer:
  /// with the kind of that failure (denied, timeout, io).
  virtual Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                                Instant now) = 0;

  /// The problems of the last answer, each a sentence without a final stop: "cpu: the answer is partial". The
  /// affected readings are not ok already, so callers only print these.
  virtual std::vector<std::string> trouble() const { return {}; }
};

}  // namespace muster
