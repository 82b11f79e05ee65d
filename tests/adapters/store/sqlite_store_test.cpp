#include "reconciler/adapters/store/sqlite_store.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/temporary_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace muster;
using namespace muster::test;

namespace {

class ScratchFile {
 public:
  std::string path() const { return folder_.path("state.db"); }
  void write(const std::string& bytes) const { std::ofstream(path(), std::ios::binary) << bytes; }
  std::string read() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  test::TemporaryFolder folder_;
};

void fill(const ScratchFile& file, int entries) {
  auto store = SqliteStore::open(file.path());
  REQUIRE(store.ok());
  for (int i = 1; i <= entries; ++i)
    REQUIRE((*store)
                ->append(Instant{}, kFleet, ApplyStarted{{}, {}, "ada", std::string(2000, 'x')}, i, kNoLease)
                .ok());
}

/// The error of opening and reading everything; nullopt when all of it was read.
std::optional<Error> read_all(const ScratchFile& file) {
  auto store = SqliteStore::open(file.path());
  if (!store) return store.error();
  const auto entries = (*store)->entries_since(1, 100000);
  if (!entries) return entries.error();
  return std::nullopt;
}

}  // namespace

TEST_CASE("a file that is no journal is refused with its name and left alone") {
  const ScratchFile file;
  const std::string text(5000, 'j');
  file.write(text);
  const auto store = SqliteStore::open(file.path());
  REQUIRE_FALSE(store.ok());
  CHECK(store.error().kind == ErrorKind::io);
  CHECK(store.error().what.find(file.path()) != std::string::npos);
  CHECK(file.read() == text);
}

TEST_CASE("a torn file is reported, never half read") {
  const ScratchFile file;
  fill(file, 60);
  const auto whole = file.read();
  REQUIRE(whole.size() > 100'000);
  int reported = 0;
  for (const std::size_t keep : {std::size_t{50}, std::size_t{4096}, whole.size() / 2, whole.size() - 4096}) {
    file.write(whole.substr(0, keep));
    const auto error = read_all(file);
    REQUIRE(error);
    CHECK(error->kind == ErrorKind::io);
    ++reported;
  }
  CHECK(reported == 4);
  file.write(whole);
  CHECK_FALSE(read_all(file));
}

TEST_CASE("an entry that was scribbled over is reported with its number") {
  const ScratchFile file;
  fill(file, 3);
  {
    SQLite::Database raw(file.path(), SQLite::OPEN_READWRITE);
    raw.exec("UPDATE journal SET body = '{\"plan\":' WHERE sequence = 2");
  }
  const auto error = read_all(file);
  REQUIRE(error);
  CHECK(error->kind == ErrorKind::io);
  CHECK(error->what.find("entry 2") != std::string::npos);
}

TEST_CASE("a file of a newer muster is refused, one of an older is brought forward") {
  const ScratchFile file;
  fill(file, 1);
  {
    SQLite::Database raw(file.path(), SQLite::OPEN_READWRITE);
    raw.exec("PRAGMA user_version = 99");
  }
  const auto newer = SqliteStore::open(file.path());
  REQUIRE_FALSE(newer.ok());
  CHECK(newer.error().kind == ErrorKind::unsupported);

  const ScratchFile old;
  { SQLite::Database raw(old.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE); }
  const auto brought = SqliteStore::open(old.path());
  REQUIRE(brought.ok());
  CHECK(*(*brought)->next_sequence() == 1);
}

TEST_CASE("folders are made, and what cannot be made is an error") {
  const ScratchFile file;
  CHECK(SqliteStore::open(file.path() + ".d/deep/er/state.db").ok());
  const auto impossible = SqliteStore::open("/proc/nowhere/state.db");
  REQUIRE_FALSE(impossible.ok());
  CHECK(impossible.error().kind == ErrorKind::io);
}

TEST_CASE("appends are synced to a write-ahead log") {
  const ScratchFile file;
  auto store = SqliteStore::open(file.path());
  REQUIRE(store.ok());
  REQUIRE((*store)->append(Instant{}, kFleet, ApplyFinished{}, 1, kNoLease).ok());
  SQLite::Database raw(file.path(), SQLite::OPEN_READONLY);
  CHECK(raw.execAndGet("PRAGMA journal_mode").getString() == "wal");
  CHECK(raw.execAndGet("SELECT count(*) FROM journal").getInt() == 1);
}
