#include "reconciler/adapters/store/sqlite_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "reconciler/adapters/store/journal_codec.hpp"
#include "reconciler/adapters/store/sqlite_connection.hpp"
#include "reconciler/adapters/store/sqlite_leases.hpp"
#include "reconciler/adapters/store/sqlite_schema.hpp"
#include "reconciler/adapters/store/store_file.hpp"

namespace muster {
namespace {

/// Two processes that create the same store at once get "busy" here, some without a wait. A try may take as
/// long as the wait for a lock, so the time is limited, not the number of tries.
void keep_a_write_ahead_log(SQLite::Database& database) {
  constexpr auto kPause = std::chrono::milliseconds(10);
  const auto until = std::chrono::steady_clock::now() + 5s;
  for (;;) {
    try {
      database.execAndGet("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& thrown) {
      if (thrown.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() >= until) throw;
    }
    std::this_thread::sleep_for(kPause);
  }
}

/// The columns of a row, in its order; the seventh is the hash of the row before.
constexpr const char* kRows =
    "SELECT j.sequence, j.at, j.fleet, j.kind, j.body, j.hash, coalesce(before.hash, base.hash, '') "
    "FROM journal j LEFT JOIN journal before ON before.sequence = j.sequence - 1 "
    "LEFT JOIN journal_base base ON base.sequence = j.sequence - 1 ";

JournalRow row_of(SQLite::Statement& query) {
  return {.sequence = query.getColumn(0).getInt64(),
          .at = instant_of(query.getColumn(1)),
          .fleet = FleetName(query.getColumn(2).getString()),
          .kind = query.getColumn(3).getString(),
          .body = query.getColumn(4).getString(),
          .hash = query.getColumn(5).getString()};
}

Result<JournalEntry> entry_of(SQLite::Statement& query, const std::string& store) {
  const auto row = row_of(query);
  if (row.hash != chain_hash(query.getColumn(6).getString(), row))
    return Error{ErrorKind::io, fmt::format("{}: entry {} differs from the written one: it is damaged or was "
                                            "edited. `muster history --verify` finds the first wrong entry",
                                            store, row.sequence)};
  auto body = decode_journal(row.kind, row.body);
  if (!body) {
    const Error damaged{ErrorKind::io, body.error().what};
    return damaged.during(fmt::format("{}: entry {}", store, row.sequence));
  }
  return JournalEntry{.sequence = row.sequence, .at = row.at, .fleet = row.fleet, .body = *std::move(body)};
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

/// The error when an entry is not there that must be: one of those from `first` up to `head`, or to `limit`
/// many.
std::optional<Error> hole_in(const std::vector<JournalEntry>& entries, std::int64_t first, int limit,
                             const ChainHead& head, const std::string& store) {
  auto expected = first;
  for (const auto& entry : entries) {
    if (entry.sequence != expected) break;
    ++expected;
  }
  const auto found = expected - first;
  const bool to_the_end = expected > head.sequence || found >= limit;
  if (found == std::ssize(entries) && to_the_end) return std::nullopt;
  return Error{ErrorKind::io,
               fmt::format("{}: entry {} is missing: the file is damaged or was edited", store, expected)};
}

/// Whether entries that were found by time are complete, by their numbers: they are the last ones of the
/// journal, and the entry before them is older. True for every journal whose clock was never set back.
bool are_the_last(const std::vector<JournalEntry>& entries, const ChainHead& head, Instant since,
                  SQLite::Database& database) {
  const auto first = entries.empty() ? head.sequence + 1 : entries.front().sequence;
  if (first + std::ssize(entries) - 1 < head.sequence) return false;
  SQLite::Statement before(database, "SELECT at FROM journal NOT INDEXED WHERE sequence = ?");
  before.bind(1, first - 1);
  return !before.executeStep() || instant_of(before.getColumn(0)) < since;
}

/// Returns the error if the acknowledged end is not, or no longer, in the journal.
std::optional<Error> lost_since(const ChainHead& acknowledged, SQLite::Database& database,
                                const ChainHead& head, const JournalCheckpoint& checkpoint,
                                const std::string& store) {
  SQLite::Statement query(database, "SELECT hash FROM journal WHERE sequence = ?");
  query.bind(1, acknowledged.sequence);
  const bool there = query.executeStep();
  if (there && query.getColumn(0).getString() == acknowledged.hash) return std::nullopt;
  const auto what = there
                        ? fmt::format("entry {} is not the one that was acknowledged", acknowledged.sequence)
                        : fmt::format("its journal ends with entry {}, but {} were acknowledged",
                                      head.sequence, acknowledged.sequence);
  return Error{ErrorKind::io,
               fmt::format("{}: {}: the file is damaged, was cut off, or is an older copy. To continue with "
                           "the present entries, remove {}. To start again, remove the store: muster finds "
                           "the objects by their tags in the cloud",
                           store, what, checkpoint.path())};
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<SqliteConnection> connection) : connection_(std::move(connection)) {}
SqliteStore::~SqliteStore() = default;

Result<Done> SqliteStore::prepare(SqliteConnection& connection) {
  return connection.guarded([&]() -> Result<Done> {
    auto& database = connection.database;
    keep_a_write_ahead_log(database);
    database.exec("PRAGMA synchronous = FULL");
    if (const auto forward = bring_forward(database, connection.path); !forward) return forward.error();
    const auto acknowledged =
        connection.checkpoint.read();  // Before the head, because other processes continue meanwhile.
    const auto head = connection.head();
    if (!head) return head.error();
    if (acknowledged) {
      if (auto lost = lost_since(*acknowledged, database, *head, connection.checkpoint, connection.name()))
        return *std::move(lost);
    }
    return Done{};
  });
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path) {
  try {
    if (!path.empty()) {
      // A removed store starts anew, and nothing is missing from it.
      if (!std::filesystem::exists(path)) JournalCheckpoint(checkpoint_beside(path)).forget();
      if (const auto ready = prepare_store_file(path); !ready) return ready.error();
      if (const auto locks = check_locks_beside(path); !locks) return locks.error();
    }
    auto connection = std::make_unique<SqliteConnection>(path);
    if (const auto ready = prepare(*connection); !ready) return ready.error();
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(connection)));
  } catch (const std::exception& thrown) {
    return Error{ErrorKind::io, "the store " + path + ": " + thrown.what()};
  }
}

Result<std::int64_t> SqliteStore::append(Instant at, const FleetName& fleet, const JournalBody& body,
                                         std::int64_t expected_sequence, LeaseToken lease) {
  JournalRow row{.sequence = expected_sequence,
                 .at = at,
                 .fleet = fleet,
                 .kind = kind_of(body),
                 .body = encode_journal(body),
                 .hash = ""};
  auto written = connection_->in_transaction([&]() -> Result<std::int64_t> {
    auto& database = connection_->database;
    if (auto fenced = connection_->fenced(fleet, lease)) return *std::move(fenced);
    const auto head = connection_->head();
    if (!head) return head.error();
    if (const auto next = head->sequence + 1; next != expected_sequence)
      return Error{ErrorKind::conflict, fmt::format("entry {} of the journal is not free: the next is {}",
                                                    expected_sequence, next)};
    row.hash = chain_hash(head->hash, row);
    SQLite::Statement insert(database,
                             "INSERT INTO journal (sequence, at, fleet, kind, "
                             "body, hash) VALUES (?, ?, ?, ?, ?, ?)");
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
  if (written) connection_->checkpoint.note({row.sequence, row.hash});
  return written;
}

Result<std::int64_t> SqliteStore::next_sequence() {
  const auto head = chain_head();
  if (!head) return head.error();
  return head->sequence + 1;
}

Result<std::vector<JournalEntry>> SqliteStore::entries_since(std::int64_t from, int limit) {
  return connection_->guarded([&]() -> Result<std::vector<JournalEntry>> {
    const auto head = connection_->head();
    if (!head) return head.error();
    const auto first = std::max(from, connection_->base().sequence + 1);
    SQLite::Statement query(connection_->database,
                            std::string(kRows) + "WHERE j.sequence >= ? ORDER BY j.sequence LIMIT ?");
    query.bind(1, first);
    query.bind(2, limit);
    auto entries = entries_of(query, connection_->name());
    if (!entries) return entries.error();
    if (auto hole = hole_in(*entries, first, limit, *head, connection_->name())) return *std::move(hole);
    return entries;
  });
}

Result<std::vector<JournalEntry>> SqliteStore::entries_from(Instant since) {
  return connection_->guarded([&]() -> Result<std::vector<JournalEntry>> {
    const auto head = connection_->head();
    if (!head) return head.error();
    const auto ask = [&](const char* where) {
      SQLite::Statement query(connection_->database, std::string(kRows) + where + " ORDER BY j.sequence");
      query.bind(1, column_of(since));
      return entries_of(query, connection_->name());
    };
    auto entries = ask("WHERE j.at >= ?");
    if (!entries || are_the_last(*entries, *head, since, connection_->database)) return entries;
    // The clock was set back once, or the index is damaged: read the entries themselves.
    const auto all = connection_->database.execAndGet("SELECT count(*) FROM journal NOT INDEXED").getInt64();
    const auto should = head->sequence - connection_->base().sequence;
    if (all < should)
      return Error{ErrorKind::io, fmt::format("{}: {} of its {} entries are missing: the file is damaged",
                                              connection_->name(), should - all, should)};
    return ask("WHERE +j.at >= ?");
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
  return connection_->guarded([&] { return connection_->head(); });
}

Result<ChainHead> SqliteStore::chain_base() {
  return connection_->guarded([&]() -> Result<ChainHead> { return connection_->base(); });
}

Result<std::int64_t> SqliteStore::forget_before(const FleetName& fleet, Instant before, LeaseToken lease) {
  return connection_->in_transaction([&]() -> Result<std::int64_t> {
    auto& database = connection_->database;
    if (auto fenced = connection_->fenced(fleet, lease)) return *std::move(fenced);
    const auto head = connection_->head();
    if (!head) return head.error();
    SQLite::Statement first(database, "SELECT min(sequence) FROM journal NOT INDEXED WHERE +at >= ?");
    first.bind(1, column_of(before));
    (void)first.executeStep();
    const auto kept = first.getColumn(0).isNull() ? head->sequence
                                                  : std::min(first.getColumn(0).getInt64(), head->sequence);
    SQLite::Statement last(database, "SELECT hash FROM journal WHERE sequence = ?");
    last.bind(1, kept - 1);
    if (!last.executeStep()) return std::int64_t{0};
    SQLite::Statement move(database, "UPDATE journal_base SET sequence = ?, hash = ?");
    move.bind(1, kept - 1);
    move.bind(2, last.getColumn(0).getString());
    move.exec();
    SQLite::Statement remove(database, "DELETE FROM journal WHERE sequence < ?");
    remove.bind(1, kept);
    return static_cast<std::int64_t>(remove.exec());
  });
}

Result<Lease> SqliteStore::take_lease(const FleetName& fleet, const LeaseHolder& holder, Instant now,
                                      Duration ttl, LeaseToken over) {
  return SqliteLeases(*connection_).take(fleet, holder, now, ttl, over);
}

Result<Lease> SqliteStore::renew_lease(const Lease& lease, Instant now, Duration ttl) {
  return SqliteLeases(*connection_).renew(lease, now, ttl);
}

Result<Done> SqliteStore::release_lease(const Lease& lease) {
  return SqliteLeases(*connection_).release(lease);
}

Result<std::optional<Lease>> SqliteStore::lease_of(const FleetName& fleet) {
  return SqliteLeases(*connection_).of(fleet);
}

Result<Done> SqliteStore::put_snapshot(const FleetName& fleet, const std::string& name,
                                       const std::string& text, LeaseToken lease) {
  return connection_->in_transaction([&]() -> Result<Done> {
    if (auto fenced = connection_->fenced(fleet, lease)) return *std::move(fenced);
    SQLite::Statement write(connection_->database,
                            "INSERT OR REPLACE INTO snapshot (fleet, name, text) VALUES (?, ?, ?)");
    write.bind(1, fleet.value);
    write.bind(2, name);
    write.bind(3, text);
    write.exec();
    return Done{};
  });
}

Result<std::optional<std::string>> SqliteStore::snapshot(const FleetName& fleet, const std::string& name) {
  return connection_->guarded([&]() -> Result<std::optional<std::string>> {
    SQLite::Statement query(connection_->database, "SELECT text FROM snapshot WHERE fleet = ? AND name = ?");
    query.bind(1, fleet.value);
    query.bind(2, name);
    return query.executeStep() ? std::optional(query.getColumn(0).getString()) : std::nullopt;
  });
}

}  // namespace muster
