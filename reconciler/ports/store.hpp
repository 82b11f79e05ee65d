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

/// Where the journal, the leases and a few small documents are kept. Durable: when a call that writes
/// returns, what it wrote survives a power cut.
///
/// All it asks of what stands behind it is compare-and-append and compare-and-swap of one record at a time,
/// each optionally bound to a lease; nothing here needs a transaction over more than that.
///
/// A write that carries a lease's token is refused with `fenced` when the fleet's lease is not, or no longer,
/// held under that token: somebody else took over. Whether the lease has expired is not looked at: until
/// somebody takes it over, its holder is the only one at work. kNoLease writes unconditionally.
///
/// Whatever a call says: io when the store cannot be read or written, timeout when somebody else is in the
/// middle of a write and does not come to its end.
class Store {
 public:
  virtual ~Store() = default;

  /// Appends one entry as number `expected_sequence`; fails with conflict when that number is taken,
  /// because somebody else wrote meanwhile, and with fenced. Returns the number.
  virtual Result<std::int64_t> append(Instant at, const FleetName& fleet, const JournalBody& body,
                                      std::int64_t expected_sequence, LeaseToken lease) = 0;

  /// The number that the next entry will get; 1 for an empty journal.
  virtual Result<std::int64_t> next_sequence() = 0;

  /// Entries numbered `from` and up that were not let go of, in order; at most `limit`. Entries that do not
  /// fit to their hash are an io error: damaged, or edited.
  virtual Result<std::vector<JournalEntry>> entries_since(std::int64_t from, int limit) = 0;

  /// Entries written at or after `since`, in order; checked likewise.
  virtual Result<std::vector<JournalEntry>> entries_from(Instant since) = 0;

  /// The rows numbered `from` and up as they are stored, unchecked: for whoever verifies the chain.
  virtual Result<std::vector<JournalRow>> rows_since(std::int64_t from, int limit) = 0;

  /// Where the journal ends, as was recorded with its last entry.
  virtual Result<ChainHead> chain_head() = 0;

  /// Where the journal begins: the end of what was let go of. Nothing ("" and 0) while it is whole.
  virtual Result<ChainHead> chain_base() = 0;

  /// Lets go of the oldest entries, up to the first that was written at or after `before`, but never of the
  /// newest one; whoever's they are. The chain goes on from chain_base. Gives how many went. Fails with
  /// fenced.
  virtual Result<std::int64_t> forget_before(const FleetName& fleet, Instant before, LeaseToken lease) = 0;

  /// Takes the fleet's lease for `ttl`: when nobody holds it, when it has expired by `now`, or when it is
  /// held under the token `over`, whose holder the caller knows to be dead (kNoLease: knows of none). Fails
  /// with conflict otherwise; lease_of tells who holds it.
  virtual Result<Lease> take_lease(const FleetName& fleet, const LeaseHolder& holder, Instant now,
                                   Duration ttl, LeaseToken over) = 0;

  /// Extends a lease to `ttl` from `now` and records its holder's plan and operation. Works on an expired
  /// lease that nobody has taken. Fails with fenced when somebody has, or when it was given back.
  virtual Result<Lease> renew_lease(const Lease& lease, Instant now, Duration ttl) = 0;

  /// Gives the lease back. Fails with fenced when it is not held under its token any more.
  virtual Result<Done> release_lease(const Lease& lease) = 0;

  /// Who holds the fleet's lease, expired or not; nullopt when nobody does.
  virtual Result<std::optional<Lease>> lease_of(const FleetName& fleet) = 0;

  /// Keeps a small document of the fleet under a name, in place of what was there. Fails with fenced.
  virtual Result<Done> put_snapshot(const FleetName& fleet, const std::string& name, const std::string& text,
                                    LeaseToken lease) = 0;

  /// The document; nullopt when there is none.
  virtual Result<std::optional<std::string>> snapshot(const FleetName& fleet, const std::string& name) = 0;
};

}  // namespace muster
