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

  /// As Store::take_lease.
  Result<Lease> take(const FleetName& fleet, const LeaseHolder& holder, Instant now, Duration ttl,
                     LeaseToken over);
  /// As Store::renew_lease.
  Result<Lease> renew(const Lease& lease, Instant now, Duration ttl);
  /// As Store::release_lease.
  Result<Done> release(const Lease& lease);
  /// As Store::lease_of.
  Result<std::optional<Lease>> of(const FleetName& fleet);

 private:
  SqliteConnection& connection_;
};

}  // namespace muster
