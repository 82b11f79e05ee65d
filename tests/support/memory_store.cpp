#include "tests/support/memory_store.hpp"

#include <algorithm>

#include "reconciler/adapters/store/journal_codec.hpp"

namespace muster::testing {
namespace {

Error gone() {
  return {ErrorKind::io, "the store does not exist"};
}

/// Those numbered `from` and up, at most `limit`; number n is at place n - 1.
template <class T>
std::vector<T> part_of(const std::vector<T>& all, std::int64_t from, int limit) {
  const auto size = static_cast<std::int64_t>(all.size());
  const auto first = std::clamp<std::int64_t>(from - 1, 0, size);
  const auto count = std::clamp<std::int64_t>(limit, 0, size - first);
  return std::vector<T>(all.begin() + first, all.begin() + first + count);
}

}  // namespace

std::optional<Error> MemoryStore::fenced(const FleetName& fleet, LeaseToken lease) const {
  if (lease == kNoLease) return std::nullopt;
  const auto kept = leases_.find(fleet);
  if (kept != leases_.end() && kept->second.held && kept->second.lease.token == lease) return std::nullopt;
  return Error{ErrorKind::fenced, "somebody else holds the lease"};
}

Result<std::int64_t> MemoryStore::append(Instant at, const FleetName& fleet, const JournalBody& body,
                                         std::int64_t expected_sequence, LeaseToken lease) {
  if (gone_) return gone();
  if (auto refused = fenced(fleet, lease)) return *std::move(refused);
  const auto next = base_.sequence + static_cast<std::int64_t>(entries_.size()) + 1;
  if (expected_sequence != next) return Error{ErrorKind::conflict, "that number is not free"};
  if (room_ && *room_ == 0) return Error{ErrorKind::io, "no space left on device"};
  if (room_) --*room_;
  JournalRow row{next, at, fleet, kind_of(body), encode_journal(body), ""};
  row.hash = chain_hash(rows_.empty() ? base_.hash : rows_.back().hash, row);
  rows_.push_back(std::move(row));
  entries_.push_back({next, at, fleet, body});
  if (after_append) after_append(entries_.back());
  return next;
}

Result<std::int64_t> MemoryStore::next_sequence() {
  if (gone_) return gone();
  return base_.sequence + static_cast<std::int64_t>(entries_.size()) + 1;
}

Result<std::vector<JournalEntry>> MemoryStore::entries_since(std::int64_t from, int limit) {
  if (gone_) return gone();
  return part_of(entries_, from - base_.sequence, limit);
}

Result<std::vector<JournalEntry>> MemoryStore::entries_from(Instant since) {
  if (gone_) return gone();
  std::vector<JournalEntry> found;
  std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(found),
               [&](const JournalEntry& entry) { return entry.at >= since; });
  return found;
}

Result<std::vector<JournalRow>> MemoryStore::rows_since(std::int64_t from, int limit) {
  if (gone_) return gone();
  return part_of(rows_, from - base_.sequence, limit);
}

Result<ChainHead> MemoryStore::chain_head() {
  if (gone_) return gone();
  return rows_.empty() ? ChainHead{} : ChainHead{rows_.back().sequence, rows_.back().hash};
}

Result<ChainHead> MemoryStore::chain_base() {
  if (gone_) return gone();
  return base_;
}

Result<std::int64_t> MemoryStore::forget_before(const FleetName& fleet, Instant before, LeaseToken lease) {
  if (gone_) return gone();
  if (auto refused = fenced(fleet, lease)) return *std::move(refused);
  std::int64_t count = 0;
  while (entries_.size() > 1 && entries_.front().at < before) {
    base_ = {rows_.front().sequence, rows_.front().hash};
    rows_.erase(rows_.begin());
    entries_.erase(entries_.begin());
    ++count;
  }
  return count;
}

Result<Lease> MemoryStore::take_lease(const FleetName& fleet, const LeaseHolder& holder, Instant now,
                                      Duration ttl, LeaseToken over) {
  if (gone_) return gone();
  auto& kept = leases_[fleet];
  if (kept.held && now < kept.lease.expires_at && kept.lease.token != over)
    return Error{ErrorKind::conflict, "somebody else holds the lease"};
  kept = {{fleet, kept.lease.token + 1, holder, now, now, now + ttl}, true};
  return kept.lease;
}

Result<Lease> MemoryStore::renew_lease(const Lease& lease, Instant now, Duration ttl) {
  if (gone_) return gone();
  if (auto refused = fenced(lease.fleet, lease.token)) return *std::move(refused);
  auto& kept = leases_[lease.fleet].lease;
  kept = lease;
  kept.renewed_at = now;
  kept.expires_at = now + ttl;
  return kept;
}

Result<Done> MemoryStore::release_lease(const Lease& lease) {
  if (gone_) return gone();
  if (auto refused = fenced(lease.fleet, lease.token)) return *std::move(refused);
  leases_[lease.fleet].held = false;
  return Done{};
}

Result<std::optional<Lease>> MemoryStore::lease_of(const FleetName& fleet) {
  if (gone_) return gone();
  const auto kept = leases_.find(fleet);
  if (kept == leases_.end() || !kept->second.held) return std::optional<Lease>();
  return std::optional(kept->second.lease);
}

Result<Done> MemoryStore::put_snapshot(const FleetName& fleet, const std::string& name,
                                       const std::string& text, LeaseToken lease) {
  if (gone_) return gone();
  if (auto refused = fenced(fleet, lease)) return *std::move(refused);
  snapshots_[{fleet, name}] = text;
  return Done{};
}

Result<std::optional<std::string>> MemoryStore::snapshot(const FleetName& fleet, const std::string& name) {
  if (gone_) return gone();
  const auto found = snapshots_.find({fleet, name});
  return found == snapshots_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace muster::testing
