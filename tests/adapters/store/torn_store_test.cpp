#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "reconciler/adapters/store/sqlite_store.hpp"
#include "tests/adapters/store/numbered_step.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

// What a store promises, and what becomes of it when its files are torn or scribbled over:
// - an entry whose append returned is there, or opening or reading says that the store is damaged;
// - an entry whose append never returned is there whole or not at all.
namespace {

namespace fs = std::filesystem;

constexpr int kEntries = 6;

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// The files of a store as they are at one instant, by what comes behind its name.
using Files = std::map<std::string, std::string>;

Files files_of(const std::string& path) {
  Files files;
  for (const auto* suffix : {"", "-wal", "-witness"})
    if (fs::exists(path + suffix)) files[suffix] = text_of(path + suffix);
  return files;
}

/// Where the cases are laid out: in memory when there is such a place, since each syncs several times.
class Bench {
 public:
  Bench() : folder_(fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path().string()) {
    auto pattern = folder_ + "/muster-torn-XXXXXX";
    REQUIRE(mkdtemp(pattern.data()));
    folder_ = pattern;
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  ~Bench() { fs::remove_all(folder_); }

  std::string path() const { return folder_ + "/state.db"; }

  /// Opens these files and reads everything in both ways: how many entries came back, or the error.
  Result<int> entries_in(const Files& files) const {
    for (const auto* suffix : {"", "-wal", "-shm", "-witness"}) fs::remove(path() + suffix);
    for (const auto& [suffix, bytes] : files) write(path() + suffix, bytes);
    const auto store = SqliteStore::open(path());
    if (!store) return store.error();
    const auto by_number = (*store)->entries_since(1, 1000);
    if (!by_number) return by_number.error();
    const auto by_time = (*store)->entries_from(Instant{});
    if (!by_time) return by_time.error();
    CHECK(*by_number == *by_time);
    for (std::size_t i = 0; i < by_number->size(); ++i) {
      const auto number = static_cast<int>(i) + 1;
      CHECK((*by_number)[i] ==
            JournalEntry{number, Instant(std::chrono::seconds(number)), kFleet, numbered_step(number)});
    }
    return static_cast<int>(by_number->size());
  }

 private:
  std::string folder_;
};

/// A store with all entries but the last, and the same with it; both with their log as a crash leaves it.
struct BeforeAndAfter {
  Files before, after;
};

BeforeAndAfter last_append(const Bench& bench) {
  auto store = SqliteStore::open(bench.path());
  REQUIRE(store.ok());
  BeforeAndAfter files;
  for (int i = 1; i <= kEntries; ++i) {
    if (i == kEntries) files.before = files_of(bench.path());
    REQUIRE((*store)->append(Instant(std::chrono::seconds(i)), kFleet, numbered_step(i), i, kNoLease).ok());
  }
  files.after = files_of(bench.path());
  REQUIRE(files.after.at("-wal").size() > files.before.at("-wal").size());
  return files;
}

/// Every byte of the last append in a long run, every so many of them in the usual one.
std::size_t stride() {
  return std::getenv("MUSTER_LONG_TESTS") ? 1 : 13;
}

struct Tally {
  int whole = 0, shorter = 0, reported = 0;
  void count(const Result<int>& found) {
    if (!found) {
      CHECK(found.error().kind == ErrorKind::io);
      ++reported;
    } else {
      ++(*found == kEntries ? whole : shorter);
    }
  }
};

}  // namespace

TEST_CASE("a crash in the middle of an append, at every byte of it: all promised entries, no error") {
  const Bench bench;
  const auto [before, after] = last_append(bench);
  const auto& log = after.at("-wal");
  Tally tally;
  for (auto keep = before.at("-wal").size(); keep <= log.size(); keep += stride()) {
    auto torn = before;  // The witness knows of what was acknowledged before.
    torn["-wal"] = log.substr(0, keep);
    const auto found = bench.entries_in(torn);
    REQUIRE(found.ok());
    CHECK(*found >= kEntries - 1);
    tally.count(found);
  }
  CHECK(tally.shorter > 0);
  auto written = before;
  written["-wal"] = log;
  CHECK(*bench.entries_in(written) == kEntries);
}

TEST_CASE("a log cut at every byte of an entry that was acknowledged: never silently shorter") {
  const Bench bench;
  const auto [before, after] = last_append(bench);
  Tally tally;
  const auto cut = [&](std::size_t keep) {
    auto torn = after;
    torn["-wal"].resize(keep);
    tally.count(bench.entries_in(torn));
  };
  for (auto keep = before.at("-wal").size(); keep < after.at("-wal").size(); keep += stride()) cut(keep);
  for (std::size_t keep = 0; keep < before.at("-wal").size(); keep += 499) cut(keep);
  CHECK(tally.shorter == 0);
  CHECK(tally.whole == 0);
  CHECK(tally.reported > 100);

  auto without_log = after;
  without_log.erase("-wal");
  CHECK_FALSE(bench.entries_in(without_log).ok());
  CHECK(*bench.entries_in(after) == kEntries);
}

TEST_CASE("a byte of the log scribbled over, each in turn: all entries or an error") {
  const Bench bench;
  const auto [before, after] = last_append(bench);
  Tally tally;
  for (auto at = before.at("-wal").size(); at < after.at("-wal").size(); at += stride()) {
    auto scribbled = after;
    scribbled["-wal"][at] ^= 0x20;
    tally.count(bench.entries_in(scribbled));
  }
  CHECK(tally.shorter == 0);
  CHECK(tally.reported > 100);
}

TEST_CASE("a byte of the file scribbled over, each in turn: all entries or an error") {
  const Bench bench;
  Files closed;
  {
    (void)last_append(bench);  // Closing moves the log into the file.
    closed = files_of(bench.path());
    REQUIRE(closed.count("-wal") == 0);
  }
  Tally tally;
  for (std::size_t at = 0; at < closed.at("").size(); at += stride()) {
    auto scribbled = closed;
    scribbled[""][at] ^= 0x20;
    const auto found = bench.entries_in(scribbled);
    if (found || found.error().kind == ErrorKind::io) tally.count(found);
    // The schema's number is one of those bytes.
    if (!found && found.error().kind != ErrorKind::io) CHECK(found.error().kind == ErrorKind::unsupported);
  }
  CHECK(tally.shorter == 0);
  CHECK(tally.whole > 0);
  CHECK(tally.reported > 0);
}

TEST_CASE("a file cut short, emptied or put back from an older copy is refused") {
  const Bench bench;
  const auto [before, after] = last_append(bench);
  Files closed = files_of(bench.path());
  REQUIRE(closed.count("-wal") == 0);
  for (const std::size_t keep :
       {std::size_t{0}, std::size_t{100}, std::size_t{4096}, closed.at("").size() - 1}) {
    DYNAMIC_SECTION("cut to " << keep << " bytes") {
      auto torn = closed;
      torn[""].resize(keep);
      const auto found = bench.entries_in(torn);
      // The very end of the last page holds nothing.
      if (found) CHECK(*found == kEntries);
      if (keep <= 4096) REQUIRE_FALSE(found.ok());
      if (!found) CHECK(found.error().kind == ErrorKind::io);
    }
  }
  SECTION("an older copy") {
    auto older = before;
    older["-witness"] = closed.at("-witness");
    const auto found = bench.entries_in(older);
    REQUIRE_FALSE(found.ok());
    CHECK_THAT(found.error().what, Catch::Contains("ends with entry 5, but 6 were acknowledged") &&
                                       Catch::Contains("state.db-witness"));
    // As the message says: whoever means it removes the witness.
    older.erase("-witness");
    CHECK(*bench.entries_in(older) == kEntries - 1);
  }
  SECTION("another store's witness") {
    auto mixed = closed;
    mixed["-witness"].replace(mixed["-witness"].find("sha256:") + 7, 1, "x");
    const auto found = bench.entries_in(mixed);
    REQUIRE_FALSE(found.ok());
    CHECK_THAT(found.error().what, Catch::Contains("entry 6 is not the one that was acknowledged"));
  }
}

TEST_CASE("a store that was removed begins anew, whatever lies beside it") {
  const Bench bench;
  auto left_over = last_append(bench).after;
  left_over.erase("");
  CHECK(*bench.entries_in(left_over) == 0);
}

TEST_CASE("a witness that was torn or is gone is no reason to refuse a store that is whole") {
  const Bench bench;
  const auto after = last_append(bench).after;
  const auto size = after.at("-witness").size();
  for (std::size_t keep = 0; keep < size; ++keep) {
    auto torn = after;
    torn["-witness"].resize(keep);
    const auto found = bench.entries_in(torn);
    REQUIRE(found.ok());
    CHECK(*found == kEntries);
  }
}
