#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// An entry of the journal as it is stored, with the hash that ties it to all before it.
struct JournalRow {
  std::int64_t sequence = 0;
  Instant at;
  FleetName fleet;
  std::string kind;  ///< "apply_started", "step_started", ...
  std::string body;  ///< As text; what it means is of no concern to the chain.
  std::string hash;  ///< chain_hash of the row before and of all fields above.
  friend bool operator==(const JournalRow&, const JournalRow&) = default;
};

/// The end of a chain: whoever noted it can tell later whether the journal still leads there.
struct ChainHead {
  std::int64_t sequence = 0;  ///< Of the last row; 0 for an empty journal.
  std::string hash;           ///< "" for an empty journal.
  friend bool operator==(const ChainHead&, const ChainHead&) = default;
};

/// SHA-256 of the hash before (or "" for the first row) and of everything in the row but its own hash.
std::string chain_hash(const std::string& before, const JournalRow& row);

/// The first row that does not fit to what comes before it.
struct ChainBreak {
  std::int64_t sequence = 0;  ///< As the row has it.
  std::string what;           ///< In words: missing, out of order, changed.
  friend bool operator==(const ChainBreak&, const ChainBreak&) = default;
};

/// Follows a chain row by row, so that a journal of any length can be checked in pieces.
class ChainCheck {
 public:
  /// Begins behind `from`: the start of the journal, or a head that is trusted.
  explicit ChainCheck(ChainHead from = {}) : head_(std::move(from)) {}

  /// The break, when this row is one. After a break nothing more is taken.
  std::optional<ChainBreak> take(const JournalRow& row);

  const ChainHead& head() const { return head_; }
  const std::optional<ChainBreak>& broken() const { return broken_; }

 private:
  ChainHead head_;
  std::optional<ChainBreak> broken_;
};

/// Checks rows from the first entry on. With `expected`, the store's own idea of its end or one that was
/// noted earlier: the rows must also pass through it, so that an end that was cut off is noticed.
std::optional<ChainBreak> verify_chain(const std::vector<JournalRow>& rows,
                                       const std::optional<ChainHead>& expected = std::nullopt);

}  // namespace muster
