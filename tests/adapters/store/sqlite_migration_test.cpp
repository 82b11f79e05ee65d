#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include "reconciler/adapters/store/journal_codec.hpp"
#include "reconciler/adapters/store/sqlite_store.hpp"
#include "tests/adapters/store/numbered_step.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A file as schema 1 had it, written by its own statements and by nothing of today's.
void write_version_1(const std::string& path, int entries) {
  SQLite::Database raw(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  raw.execAndGet("PRAGMA journal_mode = WAL");
  raw.exec(
      "CREATE TABLE journal (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, fleet TEXT NOT NULL, "
      "kind TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
      "CREATE INDEX journal_by_time ON journal (at);"
      "PRAGMA user_version = 1;");
  for (int i = 1; i <= entries; ++i) {
    SQLite::Statement insert(raw,
                             "INSERT INTO journal (sequence, at, fleet, kind, body) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, i);
    insert.bind(2, i * 1000);
    insert.bind(3, kFleet.value);
    insert.bind(4, "step_started");
    insert.bind(5, encode_journal(numbered_step(i)));
    insert.exec();
  }
}

}  // namespace

TEST_CASE("a store of schema 1 is brought forward with all its entries, chained") {
  for (const int count : {0, 1, 7}) {
    DYNAMIC_SECTION(count << " entries") {
      const test::TemporaryFolder folder;
      const auto path = folder.path("state.db");
      write_version_1(path, count);
      const auto store = SqliteStore::open(path);
      REQUIRE(store.ok());

      const auto entries = (*store)->entries_since(1, 100);
      REQUIRE(entries.ok());
      REQUIRE(std::ssize(*entries) == count);
      for (int i = 1; i <= count; ++i)
        CHECK((*entries)[static_cast<std::size_t>(i - 1)] ==
              JournalEntry{i, Instant(std::chrono::seconds(i)), kFleet, numbered_step(i)});
      CHECK((*store)->chain_head()->sequence == count);
      CHECK_FALSE(verify_chain(*(*store)->rows_since(1, 100), *(*store)->chain_head()));

      // It goes on as if it had always been of today.
      REQUIRE((*store)->append(Instant{}, kFleet, numbered_step(99), count + 1, kNoLease).ok());
      CHECK_FALSE(verify_chain(*(*store)->rows_since(1, 100), *(*store)->chain_head()));
      CHECK((*store)->take_lease(kFleet, {}, Instant{}, 1s, kNoLease).ok());
      CHECK((*store)->put_snapshot(kFleet, "seen", "x", kNoLease).ok());
    }
  }
}

TEST_CASE("the same entries give the same chain, brought forward or written today") {
  const test::TemporaryFolder folder;
  write_version_1(folder.path("old.db"), 3);
  const auto old = SqliteStore::open(folder.path("old.db"));
  const auto fresh = SqliteStore::open(folder.path("fresh.db"));
  REQUIRE(old.ok());
  REQUIRE(fresh.ok());
  for (int i = 1; i <= 3; ++i)
    REQUIRE((*fresh)->append(Instant(std::chrono::seconds(i)), kFleet, numbered_step(i), i, kNoLease).ok());
  CHECK(*(*old)->rows_since(1, 10) == *(*fresh)->rows_since(1, 10));
}

TEST_CASE("bringing forward is done once, and by one") {
  const test::TemporaryFolder folder;
  const auto path = folder.path("state.db");
  write_version_1(path, 2);
  const auto first = SqliteStore::open(path);
  const auto second = SqliteStore::open(path);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(*(*first)->chain_head() == *(*second)->chain_head());
}

TEST_CASE("a store from the future is refused and left as it is") {
  const test::TemporaryFolder folder;
  const auto path = folder.path("state.db");
  {
    auto store = SqliteStore::open(path);
    REQUIRE((*store)->append(Instant{}, kFleet, numbered_step(1), 1, kNoLease).ok());
  }
  const auto set_version = [&](int version) {
    SQLite::Database raw(path, SQLite::OPEN_READWRITE);
    raw.exec("PRAGMA user_version = " + std::to_string(version));
  };
  SQLite::Database raw(path, SQLite::OPEN_READONLY);
  const int today = raw.execAndGet("PRAGMA user_version").getInt();
  set_version(today + 1);
  const auto refused = SqliteStore::open(path);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::unsupported);
  CHECK_THAT(refused.error().what, Catch::Contains(path) && Catch::Contains("newer muster"));
  CHECK(raw.execAndGet("PRAGMA user_version").getInt() == today + 1);
  set_version(today);
  CHECK(*(*SqliteStore::open(path))->next_sequence() == 2);
}
