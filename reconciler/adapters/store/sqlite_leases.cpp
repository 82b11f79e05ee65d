#include "reconciler/adapters/store/sqlite_leases.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/store/lease_codec.hpp"

namespace muster {
namespace {

/// A fleet's row: its lease and whether it is held.
struct LeaseRow {
  Lease lease;
  bool held = false;
};

Result<std::optional<LeaseRow>> read_row(SQLite::Database& database, const FleetName& fleet,
                                         const std::string& store) {
  SQLite::Statement query(database,
                          "SELECT token, held, holder, taken_at, renewed_at, "
                          "expires_at FROM lease WHERE fleet = ?");
  query.bind(1, fleet.value);
  if (!query.executeStep()) return std::optional<LeaseRow>();
  const auto holder = decode_holder(query.getColumn(2).getString());
  if (!holder) {
    const Error damaged{ErrorKind::io, holder.error().what};
    return damaged.during(store + ": the lease of fleet " + fleet.value);
  }
  return std::optional(
      LeaseRow{{fleet, query.getColumn(0).getInt64(), *holder, instant_of(query.getColumn(3)),
                instant_of(query.getColumn(4)), instant_of(query.getColumn(5))},
               query.getColumn(1).getInt() != 0});
}

void write_row(SQLite::Database& database, const Lease& lease, bool held) {
  SQLite::Statement write(database,
                          "INSERT OR REPLACE INTO lease "
                          "(fleet, token, held, holder, taken_at, renewed_at, expires_at) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?)");
  write.bind(1, lease.fleet.value);
  write.bind(2, lease.token);
  write.bind(3, held ? 1 : 0);
  write.bind(4, encode_holder(lease.holder));
  write.bind(5, column_of(lease.taken_at));
  write.bind(6, column_of(lease.renewed_at));
  write.bind(7, column_of(lease.expires_at));
  write.exec();
}

}  // namespace

Result<Lease> SqliteLeases::take(const FleetName& fleet, const LeaseHolder& holder, Instant now, Duration ttl,
                                 LeaseToken over) {
  return connection_.in_transaction([&]() -> Result<Lease> {
    const auto row = read_row(connection_.database, fleet, connection_.name());
    if (!row) return row.error();
    const bool held = *row && (*row)->held && now < (*row)->lease.expires_at && (*row)->lease.token != over;
    if (held)
      return Error{ErrorKind::conflict, fmt::format("the lease of fleet {} is held until {}", fleet.value,
                                                    format_instant((*row)->lease.expires_at))};
    const Lease lease{.fleet = fleet,
                      .token = *row ? (*row)->lease.token + 1 : 1,
                      .holder = holder,
                      .taken_at = now,
                      .renewed_at = now,
                      .expires_at = now + ttl};
    write_row(connection_.database, lease, true);
    return lease;
  });
}

Result<Lease> SqliteLeases::renew(const Lease& lease, Instant now, Duration ttl) {
  return connection_.in_transaction([&]() -> Result<Lease> {
    if (auto fenced = connection_.fenced(lease.fleet, lease.token)) return *std::move(fenced);
    auto renewed = lease;
    renewed.renewed_at = now;
    renewed.expires_at = now + ttl;
    write_row(connection_.database, renewed, true);
    return renewed;
  });
}

Result<Done> SqliteLeases::release(const Lease& lease) {
  return connection_.in_transaction([&]() -> Result<Done> {
    if (auto fenced = connection_.fenced(lease.fleet, lease.token)) return *std::move(fenced);
    write_row(connection_.database, lease, false);
    return Done{};
  });
}

Result<std::optional<Lease>> SqliteLeases::of(const FleetName& fleet) {
  return connection_.guarded([&]() -> Result<std::optional<Lease>> {
    const auto row = read_row(connection_.database, fleet, connection_.name());
    if (!row) return row.error();
    return *row && (*row)->held ? std::optional((*row)->lease) : std::nullopt;
  });
}

}  // namespace muster
