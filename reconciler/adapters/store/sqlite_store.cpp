#include "reconciler/adapters/store/sqlite_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <utility>

#include "reconciler/adapters/store/journal_codec.hpp"

namespace muster {
namespace {

/// How long to wait for another process that is writing; a write takes milliseconds.
constexpr int kBusyMs = 10'000;

/// One step of the schema's history each; the file's user_version says how many it has behind it. Never
/// edited, only added to.
constexpr const char* kMigrations[] = {
    "CREATE TABLE journal ("
    "  sequence INTEGER PRIMARY KEY,"
    "  at INTEGER NOT NULL,"  // Milliseconds since 1970, UTC.
    "  fleet TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  body TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX journal_by_time ON journal (at);",
};
constexpr int kVersion = static_cast<int>(std::size(kMigrations));

Error error_of(const SQLite::Exception& thrown, const std::string& path) {
  const auto where = path.empty() ? std::string("the store in memory") : "the store " + path;
  return {ErrorKind::io, where + ": " + thrown.getErrorStr() +
                             (thrown.getErrorCode() == SQLITE_BUSY ? " by another process" : "")};
}

/// Runs something that may throw; what it throws becomes an Error.
template <class Work>
auto guarded(const std::string& path, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& thrown) {
    return error_of(thrown, path);
  } catch (const std::exception& thrown) {
    return Error{ErrorKind::io, "the store " + path + ": " + thrown.what()};
  }
}

Result<Done> migrate(SQLite::Database& database, const std::string& path) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version > kVersion)
    return Error{ErrorKind::unsupported,
                 fmt::format("the store {} was written by a newer muster (schema {}, this one knows {})",
                             path, version, kVersion)};
  for (int step = version; step < kVersion; ++step) database.exec(kMigrations[step]);
  database.exec("PRAGMA user_version = " + std::to_string(kVersion));
  transaction.commit();
  return Done{};
}

void make_folder_for(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
}

}  // namespace

struct SqliteStore::Connection {
  std::string path;
  SQLite::Database database;

  explicit Connection(const std::string& file)
      : path(file),
        database(file.empty() ? ":memory:" : file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs) {}

  std::int64_t next() {
    return database.execAndGet("SELECT coalesce(max(sequence), 0) + 1 FROM journal").getInt64();
  }

  Result<std::vector<JournalEntry>> read(SQLite::Statement& query) {
    std::vector<JournalEntry> entries;
    while (query.executeStep()) {
      const std::int64_t sequence = query.getColumn(0).getInt64();
      auto body = decode_journal(query.getColumn(3).getString(), query.getColumn(4).getString());
      if (!body) {
        const Error damaged{ErrorKind::io, body.error().what};
        return damaged.during(fmt::format("the store {}: entry {}", path, sequence));
      }
      entries.push_back({sequence, Instant(Duration(query.getColumn(1).getInt64())),
                         FleetName(query.getColumn(2).getString()), *std::move(body)});
    }
    return entries;
  }
};

SqliteStore::SqliteStore(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path) {
  return guarded(path, [&]() -> Result<std::unique_ptr<SqliteStore>> {
    make_folder_for(path);
    auto connection = std::make_unique<Connection>(path);
    auto& database = connection->database;
    database.execAndGet("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    if (const auto migrated = migrate(database, path); !migrated) return migrated.error();
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(connection)));
  });
}

Result<std::int64_t> SqliteStore::append(Instant at, const FleetName& fleet, const JournalBody& body,
                                         std::int64_t expected_sequence) {
  return guarded(connection_->path, [&]() -> Result<std::int64_t> {
    auto& database = connection_->database;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (const auto next = connection_->next(); next != expected_sequence)
      return Error{ErrorKind::conflict, fmt::format("entry {} of the journal is not free: the next is {}",
                                                    expected_sequence, next)};
    SQLite::Statement insert(database,
                             "INSERT INTO journal (sequence, at, fleet, kind, body) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, expected_sequence);
    insert.bind(2, static_cast<std::int64_t>(at.time_since_epoch().count()));
    insert.bind(3, fleet.value);
    insert.bind(4, kind_of(body));
    insert.bind(5, encode_journal(body));
    insert.exec();
    transaction.commit();
    return expected_sequence;
  });
}

Result<std::int64_t> SqliteStore::next_sequence() {
  return guarded(connection_->path, [&]() -> Result<std::int64_t> { return connection_->next(); });
}

Result<std::vector<JournalEntry>> SqliteStore::entries_since(std::int64_t from, int limit) {
  return guarded(connection_->path, [&]() -> Result<std::vector<JournalEntry>> {
    SQLite::Statement query(connection_->database,
                            "SELECT sequence, at, fleet, kind, body FROM journal WHERE sequence >= ? "
                            "ORDER BY sequence LIMIT ?");
    query.bind(1, from);
    query.bind(2, limit);
    return connection_->read(query);
  });
}

Result<std::vector<JournalEntry>> SqliteStore::entries_from(Instant since) {
  return guarded(connection_->path, [&]() -> Result<std::vector<JournalEntry>> {
    SQLite::Statement query(connection_->database,
                            "SELECT sequence, at, fleet, kind, body FROM journal WHERE at >= ? "
                            "ORDER BY sequence");
    query.bind(1, static_cast<std::int64_t>(since.time_since_epoch().count()));
    return connection_->read(query);
  });
}

}  // namespace muster
