#include "reconciler/adapters/store/sqlite_connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "reconciler/adapters/store/store_file.hpp"

namespace muster {
namespace {

/// How long to wait for another process that is writing; a write takes milliseconds.
constexpr int kBusyMs = 5'000;

}  // namespace

SqliteConnection::SqliteConnection(const std::string& file)
    : path(file),
      database(file.empty() ? ":memory:" : file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs),
      checkpoint(file.empty() ? "" : checkpoint_beside(file)) {}

std::string SqliteConnection::name() const {
  return path.empty() ? "the store in memory" : "the store " + path;
}

Error SqliteConnection::error_of(const SQLite::Exception& thrown) const {
  switch (thrown.getExtendedErrorCode()) {
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_UNLOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
      return place_cannot(path, "lock files");
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMLOCK:
    case SQLITE_IOERR_SHMMAP:
      // SQLite reports a full disk in the same way.
      if (is_full_beside(path)) return {ErrorKind::io, name() + ": no space is left for it"};
      return place_cannot(path, "share memory between processes");
    default:
      break;
  }
  switch (thrown.getErrorCode()) {
    case SQLITE_BUSY:
      return {ErrorKind::timeout,
              name() + ": another process has been writing to it for too long; it may be suspended"};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return {ErrorKind::io, name() + ": " + thrown.getErrorStr() + " (file and folder must be writable)"};
    case SQLITE_NOTADB:
      return {ErrorKind::io, name() +
                                 ": this is not a store of muster, and muster did not change it; name "
                                 "another file with --state"};
    case SQLITE_FULL:
      return {ErrorKind::io, name() + ": no space is left for it"};
    default:
      return {ErrorKind::io, name() + ": " + thrown.getErrorStr()};
  }
}

Result<ChainHead> SqliteConnection::head() {
  SQLite::Statement query(database,
                          "SELECT head.sequence, head.hash, coalesce(last.sequence, 0), "
                          "coalesce(last.hash, '') "
                          "FROM journal_head head LEFT JOIN journal last "
                          "ON last.sequence = (SELECT max(sequence) FROM journal)");
  if (!query.executeStep()) return Error{ErrorKind::io, name() + ": the record of its end is missing"};
  const ChainHead head{query.getColumn(0).getInt64(), query.getColumn(1).getString()};
  const ChainHead last{query.getColumn(2).getInt64(), query.getColumn(3).getString()};
  if (head == last) return head;
  return Error{ErrorKind::io,
               fmt::format("{}: its journal ends with entry {}, which is not the entry {} that "
                           "was written last: the file is damaged or was edited",
                           name(), last.sequence, head.sequence)};
}

ChainHead SqliteConnection::base() {
  SQLite::Statement query(database, "SELECT sequence, hash FROM journal_base");
  if (!query.executeStep()) return {};
  return {query.getColumn(0).getInt64(), query.getColumn(1).getString()};
}

std::optional<Error> SqliteConnection::fenced(const FleetName& fleet, LeaseToken lease) {
  if (lease == kNoLease) return std::nullopt;
  SQLite::Statement query(database, "SELECT 1 FROM lease WHERE fleet = ? AND token = ? AND held = 1");
  query.bind(1, fleet.value);
  query.bind(2, lease);
  if (query.executeStep()) return std::nullopt;
  return Error{ErrorKind::fenced,
               fmt::format("the lease of fleet {} is no longer held under number {}", fleet.value, lease)};
}

}  // namespace muster
