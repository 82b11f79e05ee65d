#pragma once

#include <optional>

#include "reconciler/adapters/store/sqlite_connection.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/history/lease.hpp"

namespace muster {

/// The leases in the file of a SqliteStore, one for each fleet. The connection outlives it.
class SqliteLeases {
 public:
  explicit SqliteLeases(SqliteConnection& connection) : connection_(connection) {}

  /// Fails as Store::take_lease does, and with io for a damaged record.
  Result<Lease> take(const FleetName& fleet, const LeaseHolder& holder, Instant now, Duration ttl,
                     LeaseToken over);
  /// Fails as Store::renew_lease does, and with io for a damaged record.
  Result<Lease> renew(const Lease& lease, Instant now, Duration ttl);
  /// Fails as Store::release_lease does.
  Result<Done> release(const Lease& lease);
  /// Fails as Store::lease_of does, and with io for a damaged record.
  Result<std::optional<Lease>> of(const FleetName& fleet);

 private:
  SqliteConnection& connection_;
};

}  // namespace muster
