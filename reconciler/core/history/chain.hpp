#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// An entry of the journal as it is stored, with the hash that binds it to all earlier entries.
struct JournalRow {
  std::int64_t sequence = 0;
  Instant at;
  FleetName fleet;
  std::string kind;  ///< "apply_started", "step_started", ...
  std::string body;  ///< As text; the chain does not interpret it.
  std::string hash;  ///< chain_hash of the row before and of all fields above.
  friend bool operator==(const JournalRow&, const JournalRow&) = default;
};

/// The end of a chain. A recorded end shows later whether the journal still contains it.
struct ChainHead {
  std::int64_t sequence = 0;  ///< Number of the last row; 0 for an empty journal.
  std::string hash;           ///< "" for an empty journal.
  friend bool operator==(const ChainHead&, const ChainHead&) = default;
};

/// SHA-256 of the hash before (or "" for the first row) and of all other fields of the row.
std::string chain_hash(const std::string& before, const JournalRow& row);

/// The first row that does not match the rows before it.
struct ChainBreak {
  std::int64_t sequence = 0;  ///< Number in the row.
  std::string what;           ///< The defect as text: missing, out of order, changed.
  friend bool operator==(const ChainBreak&, const ChainBreak&) = default;
};

/// Checks a chain row by row, so that a journal of any length can be checked in parts.
class ChainCheck {
 public:
  /// Starts after `from`: the begin of the journal, or a trusted end.
  explicit ChainCheck(ChainHead from = {}) : head_(std::move(from)) {}

  /// Returns the break if this row is one. After a break no further row is accepted.
  std::optional<ChainBreak> take(const JournalRow& row);

  const ChainHead& head() const { return head_; }
  const std::optional<ChainBreak>& broken() const { return broken_; }

 private:
  ChainHead head_;
  std::optional<ChainBreak> broken_;
};

/// Checks rows from the first entry on. `expected` is the end that the store recorded, or an earlier recorded
/// end. The rows must pass through it, so that a truncated end is noticed.
std::optional<ChainBreak> verify_chain(const std::vector<JournalRow>& rows,
                                       const std::optional<ChainHead>& expected = std::nullopt);

}  // namespace muster
