#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// Where the journal is kept. Durable: when append returns, the entry survives a power cut.
class Store {
 public:
  virtual ~Store() = default;

  /// Appends one entry as number `expected_sequence`; fails with conflict when that number is taken,
  /// because somebody else wrote meanwhile. Returns the number.
  virtual Result<std::int64_t> append(Instant at, const FleetName& fleet, const JournalBody& body,
                                      std::int64_t expected_sequence) = 0;

  /// The number that the next entry will get; 1 for an empty journal.
  virtual Result<std::int64_t> next_sequence() = 0;

  /// Entries numbered `from` and up, in order; at most `limit`.
  virtual Result<std::vector<JournalEntry>> entries_since(std::int64_t from, int limit) = 0;

  /// Entries written at or after `since`, in order.
  virtual Result<std::vector<JournalEntry>> entries_from(Instant since) = 0;
};

}  // namespace muster
