#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/history/chain.hpp"
#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/history/lease.hpp"

namespace muster {

/// Stores the journal, the leases and a few small documents. Durable: when a writing call returns, its data
/// survives a power cut.
///
/// The storage behind it only needs compare-and-append and compare-and-swap of one record at a time, each
/// optionally bound to a lease. No call needs a transaction over more than that.
///
/// A write with a lease token fails with `fenced` if the lease of the fleet is not held under that token:
/// another process took over. The store does not check whether the lease has expired: until another process
/// takes it, its holder is the only one at work. kNoLease writes without this check.
///
/// Every call can fail with io (the store cannot be read or written) and timeout (another process does not
/// finish its write).
class Store {
 public:
  virtual ~Store() = default;

  /// Appends one entry as number `expected_sequence` and returns the number. Fails with conflict if that
  /// number is taken, because another process has written meanwhile, and with fenced.
  virtual Result<std::int64_t> append(Instant at, const FleetName& fleet, const JournalBody& body,
                                      std::int64_t expected_sequence, LeaseToken lease) = 0;

  /// Returns the number of the next entry; 1 for an empty journal. Fails with io or timeout.
  virtual Result<std::int64_t> next_sequence() = 0;

  /// Returns at most `limit` entries from number `from` on, in order. Removed entries are not among them.
  /// Fails with io if an entry does not match its hash, because it is damaged or edited.
  virtual Result<std::vector<JournalEntry>> entries_since(std::int64_t from, int limit) = 0;

  /// Returns the entries written at or after `since`, in order, with the same check. Fails as entries_since
  /// does.
  virtual Result<std::vector<JournalEntry>> entries_from(Instant since) = 0;

  /// Returns the rows from number `from` on as they are stored, without a check. A caller can verify the
  /// chain with them. Fails with io or timeout.
  virtual Result<std::vector<JournalRow>> rows_since(std::int64_t from, int limit) = 0;

  /// Returns the end of the journal, as recorded with its last entry. Fails with io or timeout.
  virtual Result<ChainHead> chain_head() = 0;

  /// Returns the begin of the journal: the end of the removed part. "" and 0 while no entry was removed.
  /// Fails with io or timeout.
  virtual Result<ChainHead> chain_base() = 0;

  /// Removes the oldest entries of all fleets, up to the first one that was written at or after `before`, but
  /// never the newest one. The chain continues from chain_base. Returns the number of removed entries. Fails
  /// with fenced.
  virtual Result<std::int64_t> forget_before(const FleetName& fleet, Instant before, LeaseToken lease) = 0;

  /// Takes the lease of the fleet for `ttl`. This succeeds if the lease is free, or has expired by `now`. It
  /// also succeeds if the lease is held under the token `over`, whose holder is dead (kNoLease: none). Fails
  /// with conflict otherwise; lease_of returns the holder.
  virtual Result<Lease> take_lease(const FleetName& fleet, const LeaseHolder& holder, Instant now,
                                   Duration ttl, LeaseToken over) = 0;

  /// Extends a lease to `ttl` from `now`, and records the plan and the operation of its holder. Works on an
  /// expired lease that no other process has taken. Fails with fenced if another process has taken it, or if
  /// it was released.
  virtual Result<Lease> renew_lease(const Lease& lease, Instant now, Duration ttl) = 0;

  /// Releases the lease. Fails with fenced if it is no longer held under its token.
  virtual Result<Done> release_lease(const Lease& lease) = 0;

  /// Returns the holder of the lease of the fleet, also of an expired lease; nullopt if it is free. Fails
  /// with io or timeout.
  virtual Result<std::optional<Lease>> lease_of(const FleetName& fleet) = 0;

  /// Stores a small document of the fleet under a name, and replaces the earlier one. Fails with fenced.
  virtual Result<Done> put_snapshot(const FleetName& fleet, const std::string& name, const std::string& text,
                                    LeaseToken lease) = 0;

  /// Returns the document; nullopt if there is none. Fails with io or timeout.
  virtual Result<std::optional<std::string>> snapshot(const FleetName& fleet, const std::string& name) = 0;
};

}  // namespace muster
