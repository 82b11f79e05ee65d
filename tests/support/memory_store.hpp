#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "reconciler/ports/store.hpp"

namespace muster::testing {

/// A journal in memory under the same contract as the real ones, with a disk that can fill up.
class MemoryStore : public Store {
 public:
  Result<std::int64_t> append(Instant at, const FleetName& fleet, const JournalBody& body,
                              std::int64_t expected_sequence) override;
  Result<std::int64_t> next_sequence() override;
  Result<std::vector<JournalEntry>> entries_since(std::int64_t from, int limit) override;
  Result<std::vector<JournalEntry>> entries_from(Instant since) override;

  /// After so many more entries every append fails with io, as on a full disk.
  void fill_up_after(int appends) { room_ = appends; }
  /// Every call fails with io.
  void take_away() { gone_ = true; }

  /// Asked after each entry that was written.
  std::function<void(const JournalEntry&)> after_append;

  const std::vector<JournalEntry>& entries() const { return entries_; }

 private:
  std::vector<JournalEntry> entries_;
  std::optional<int> room_;
  bool gone_ = false;
};

}  // namespace muster::testing
