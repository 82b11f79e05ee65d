#include "reconciler/adapters/store/sqlite_store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "reconciler/adapters/store/journal_codec.hpp"
#include "reconciler/adapters/store/sqlite_connection.hpp"
#include "reconciler/adapters/store/sqlite_schema.hpp"

namespace muster {
namespace {

void make_folder_for(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
}

/// The columns of a row, in its order; the seventh is the hash of the row before.
constexpr const char* kRows =
    "SELECT j.sequence, j.at, j.fleet, j.kind, j.body, j.hash, coalesce(before.hash, '') "
    "FROM journal j LEFT JOIN journal before ON before.sequence = j.sequence - 1 ";

JournalRow row_of(SQLite::Statement& query) {
  return {query.getColumn(0).getInt64(),
          instant_of(query.getColumn(1)),
          FleetName(query.getColumn(2).getString()),
          query.getColumn(3).getString(),
          query.getColumn(4).getString(),
          query.getColumn(5).getString()};
}

Result<JournalEntry> entry_of(SQLite::Statement& query, const std::string& store) {
  const auto row = row_of(query);
  if (row.hash != chain_hash(query.getColumn(6).getString(), row))
    return Error{ErrorKind::io, fmt::format("{}: entry {} is not what was written: it is damaged or was "
                                            "edited. `muster history --verify` tells where it begins",
                                            store, row.sequence)};
  auto body = decode_journal(row.kind, row.body);
  if (!body) {
    const Error damaged{ErrorKind::io, body.error().what};
    return damaged.during(fmt::format("{}: entry {}", store, row.sequence));
  }
  return JournalEntry{row.sequence, row.at, row.fleet, *std::move(body)};
}

Result<std::vector<JournalEntry>> entries_of(SQLite::Statement& query, const std::string& store) {
  std::vector<JournalEntry> entries;
  while (query.executeStep()) {
    auto entry = entry_of(query, store);
    if (!entry) return entry.error();
    entries.push_back(*std::move(entry));
  }
  return entries;
}

/// The error when the journal is shorter or longer than its recorded end.
std::optional<Error> check_end(SQLite::Database& database, const ChainHead& head, const std::string& store) {
  const auto last = database.execAndGet("SELECT coalesce(max(sequence), 0) FROM journal").getInt64();
  if (last == head.sequence) return std::nullopt;
  return Error{ErrorKind::io, fmt::format("{}: its journal ends with entry {}, but {} were written: it is "
                                          "damaged or was edited",
                                          store, last, head.sequence)};
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path) {
  try {
    make_folder_for(path);
    auto connection = std::make_unique<Connection>(path);
    const auto ready = connection->guarded([&]() -> Result<Done> {
      auto& database = connection->database;
      database.execAndGet("PRAGMA journal_mode = WAL");
      database.exec("PRAGMA synchronous = FULL");
      if (const auto forward = bring_forward(database, path); !forward) return forward.error();
      if (const auto wrong = check_end(database, connection->head(), connection->name())) return *wrong;
      return Done{};
    });
    if (!ready) return ready.error();
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(connection)));
  } catch (const std::exception& thrown) {
    return Error{ErrorKind::io, "the store " + path + ": " + thrown.what()};
  }
}

Result<std::int64_t> SqliteStore::append(Instant at, const FleetName& fleet, const JournalBody& body,
                                         std::int64_t expected_sequence, LeaseToken lease) {
  return connection_->in_transaction([&]() -> Result<std::int64_t> {
    auto& database = connection_->database;
    if (auto fenced = connection_->fenced(fleet, lease)) return *std::move(fenced);
    const auto head = connection_->head();
    if (const auto next = head.sequence + 1; next != expected_sequence)
      return Error{ErrorKind::conflict, fmt::format("entry {} of the journal is not free: the next is {}",
                                                    expected_sequence, next)};
    JournalRow row{expected_sequence, at, fleet, kind_of(body), encode_journal(body), ""};
    row.hash = chain_hash(head.hash, row);
    SQLite::Statement insert(
        database, "INSERT INTO journal (sequence, at, fleet, kind, body, hash) VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, row.sequence);
    insert.bind(2, column_of(row.at));
    insert.bind(3, row.fleet.value);
    insert.bind(4, row.kind);
    insert.bind(5, row.body);
    insert.bind(6, row.hash);
    insert.exec();
    SQLite::Statement move(database, "UPDATE journal_head SET sequence = ?, hash = ?");
    move.bind(1, row.sequence);
    move.bind(2, row.hash);
    move.exec();
    return row.sequence;
  });
}

Result<std::int64_t> SqliteStore::next_sequence() {
  return connection_->guarded([&]() -> Result<std::int64_t> { return connection_->head().sequence + 1; });
}

Result<std::vector<JournalEntry>> SqliteStore::entries_since(std::int64_t from, int limit) {
  return connection_->guarded([&]() -> Result<std::vector<JournalEntry>> {
    SQLite::Statement query(connection_->database,
                            std::string(kRows) + "WHERE j.sequence >= ? ORDER BY j.sequence LIMIT ?");
    query.bind(1, from);
    query.bind(2, limit);
    return entries_of(query, connection_->name());
  });
}

Result<std::vector<JournalEntry>> SqliteStore::entries_from(Instant since) {
  return connection_->guarded([&]() -> Result<std::vector<JournalEntry>> {
    SQLite::Statement query(connection_->database,
                            std::string(kRows) + "WHERE j.at >= ? ORDER BY j.sequence");
    query.bind(1, column_of(since));
    return entries_of(query, connection_->name());
  });
}

Result<std::vector<JournalRow>> SqliteStore::rows_since(std::int64_t from, int limit) {
  return connection_->guarded([&]() -> Result<std::vector<JournalRow>> {
    SQLite::Statement query(connection_->database,
                            std::string(kRows) + "WHERE j.sequence >= ? ORDER BY j.sequence LIMIT ?");
    query.bind(1, from);
    query.bind(2, limit);
    std::vector<JournalRow> rows;
    while (query.executeStep()) rows.push_back(row_of(query));
    return rows;
  });
}

Result<ChainHead> SqliteStore::chain_head() {
  return connection_->guarded([&]() -> Result<ChainHead> { return connection_->head(); });
}

}  // namespace muster
