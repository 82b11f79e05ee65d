#include "tests/support/memory_store.hpp"

#include <algorithm>

namespace muster::testing {
namespace {

Error gone() {
  return {ErrorKind::io, "the store is not there"};
}

}  // namespace

Result<std::int64_t> MemoryStore::append(Instant at, const FleetName& fleet, const JournalBody& body,
                                         std::int64_t expected_sequence) {
  if (gone_) return gone();
  const auto next = static_cast<std::int64_t>(entries_.size()) + 1;
  if (expected_sequence != next) return Error{ErrorKind::conflict, "that number is not free"};
  if (room_ && *room_ == 0) return Error{ErrorKind::io, "no space left on device"};
  if (room_) --*room_;
  entries_.push_back({next, at, fleet, body});
  if (after_append) after_append(entries_.back());
  return next;
}

Result<std::int64_t> MemoryStore::next_sequence() {
  if (gone_) return gone();
  return static_cast<std::int64_t>(entries_.size()) + 1;
}

Result<std::vector<JournalEntry>> MemoryStore::entries_since(std::int64_t from, int limit) {
  if (gone_) return gone();
  const auto first = std::clamp<std::int64_t>(from - 1, 0, static_cast<std::int64_t>(entries_.size()));
  const auto count = std::clamp<std::int64_t>(limit, 0, static_cast<std::int64_t>(entries_.size()) - first);
  return std::vector<JournalEntry>(entries_.begin() + first, entries_.begin() + first + count);
}

Result<std::vector<JournalEntry>> MemoryStore::entries_from(Instant since) {
  if (gone_) return gone();
  std::vector<JournalEntry> found;
  std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(found),
               [&](const JournalEntry& entry) { return entry.at >= since; });
  return found;
}

}  // namespace muster::testing
