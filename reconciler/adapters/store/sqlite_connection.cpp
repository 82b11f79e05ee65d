#include "reconciler/adapters/store/sqlite_connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace muster {
namespace {

/// How long to wait for another process that is writing; a write takes milliseconds.
constexpr int kBusyMs = 10'000;

}  // namespace

SqliteStore::Connection::Connection(const std::string& file)
    : path(file),
      database(file.empty() ? ":memory:" : file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs) {}

std::string SqliteStore::Connection::name() const {
  return path.empty() ? "the store in memory" : "the store " + path;
}

Error SqliteStore::Connection::error_of(const SQLite::Exception& thrown) const {
  return {ErrorKind::io, name() + ": " + thrown.getErrorStr() +
                             (thrown.getErrorCode() == SQLITE_BUSY ? " by another process" : "")};
}

ChainHead SqliteStore::Connection::head() {
  SQLite::Statement query(database, "SELECT sequence, hash FROM journal_head");
  if (!query.executeStep()) return {};
  return {query.getColumn(0).getInt64(), query.getColumn(1).getString()};
}

std::optional<Error> SqliteStore::Connection::fenced(const FleetName& fleet, LeaseToken lease) {
  if (lease == kNoLease) return std::nullopt;
  SQLite::Statement query(database, "SELECT 1 FROM lease WHERE fleet = ? AND token = ? AND held = 1");
  query.bind(1, fleet.value);
  query.bind(2, lease);
  if (query.executeStep()) return std::nullopt;
  return Error{ErrorKind::fenced,
               fmt::format("the lease of fleet {} is not held under number {} any more", fleet.value, lease)};
}

}  // namespace muster
