#include "reconciler/adapters/store/sqlite_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <iterator>

#include "reconciler/core/history/chain.hpp"

namespace muster {
namespace {

/// Adds hashes to the entries that were written before hashes existed.
void fill_chain(SQLite::Database& database) {
  ChainHead head;
  SQLite::Statement rows(database, "SELECT sequence, at, fleet, kind, body FROM journal ORDER BY sequence");
  SQLite::Statement update(database, "UPDATE journal SET hash = ? WHERE sequence = ?");
  while (rows.executeStep()) {
    const JournalRow row{.sequence = rows.getColumn(0).getInt64(),
                         .at = Instant(Duration(rows.getColumn(1).getInt64())),
                         .fleet = FleetName(rows.getColumn(2).getString()),
                         .kind = rows.getColumn(3).getString(),
                         .body = rows.getColumn(4).getString(),
                         .hash = ""};
    head = {row.sequence, chain_hash(head.hash, row)};
    update.bind(1, head.hash);
    update.bind(2, head.sequence);
    update.exec();
    update.reset();
  }
  SQLite::Statement insert(database, "INSERT INTO journal_head (one, sequence, hash) VALUES (1, ?, ?)");
  insert.bind(1, head.sequence);
  insert.bind(2, head.hash);
  insert.exec();
}

/// One step of the schema's history.
struct Migration {
  const char* sql;
  void (*then)(SQLite::Database&) = nullptr;
};

/// The file's user_version is the number of applied migrations. Never edit an entry, only add one.
constexpr Migration kMigrations[] = {
    {"CREATE TABLE journal ("
     "  sequence INTEGER PRIMARY KEY,"
     "  at INTEGER NOT NULL,"  // Milliseconds since 1970, UTC.
     "  fleet TEXT NOT NULL,"
     "  kind TEXT NOT NULL,"
     "  body TEXT NOT NULL"
     ") STRICT;"
     "CREATE INDEX journal_by_time ON journal (at);"},
    {"ALTER TABLE journal ADD COLUMN hash TEXT NOT NULL DEFAULT '';"
     "CREATE TABLE journal_head ("
     "  one INTEGER PRIMARY KEY CHECK (one = 1),"
     "  sequence INTEGER NOT NULL,"
     "  hash TEXT NOT NULL"
     ") STRICT;"
     // The row of a fleet stays after the release of its lease, because the token must never decrease.
     "CREATE TABLE lease ("
     "  fleet TEXT PRIMARY KEY,"
     "  token INTEGER NOT NULL,"
     "  held INTEGER NOT NULL,"
     "  holder TEXT NOT NULL,"  // JSON.
     "  taken_at INTEGER NOT NULL,"
     "  renewed_at INTEGER NOT NULL,"
     "  expires_at INTEGER NOT NULL"
     ") STRICT;"
     "CREATE TABLE snapshot ("
     "  fleet TEXT NOT NULL,"
     "  name TEXT NOT NULL,"
     "  text TEXT NOT NULL,"
     "  PRIMARY KEY (fleet, name)"
     ") STRICT;",
     fill_chain},
    // The start of the chain after its oldest entries were removed.
    {"CREATE TABLE journal_base ("
     "  one INTEGER PRIMARY KEY CHECK (one = 1),"
     "  sequence INTEGER NOT NULL,"
     "  hash TEXT NOT NULL"
     ") STRICT;"
     "INSERT INTO journal_base (one, sequence, hash) VALUES (1, 0, '');"},
};
constexpr int kSchemaVersion = static_cast<int>(std::size(kMigrations));

}  // namespace

Result<Done> bring_forward(SQLite::Database& database, const std::string& path) {
  const auto version_of = [&] { return database.execAndGet("PRAGMA user_version").getInt(); };
  // The usual case writes nothing and does not wait.
  if (version_of() == kSchemaVersion) return Done{};
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = version_of();
  if (version > kSchemaVersion)
    return Error{ErrorKind::unsupported,
                 fmt::format("the store {} was written by a newer muster (schema {}, this one knows {}); "
                             "nothing was read or changed. Use that muster, or another --state",
                             path, version, kSchemaVersion)};
  for (int step = version; step < kSchemaVersion; ++step) {
    database.exec(kMigrations[step].sql);
    if (kMigrations[step].then) kMigrations[step].then(database);
  }
  if (version < kSchemaVersion) database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
  transaction.commit();
  return Done{};
}

}  // namespace muster
