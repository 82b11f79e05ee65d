#include "reconciler/adapters/store/store_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "reconciler/adapters/store/sqlite_store.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat about {};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  return about.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a store and its folders are for their owner alone, whatever the umask") {
  const TemporaryFolder folder;
  const auto before = ::umask(0);
  {
    auto store = SqliteStore::open(folder.path("a/b/state.db"));
    REQUIRE(store.ok());
    REQUIRE((*store)->append(Instant{}, FleetName("fpai"), DriftAccepted{"ada", {}}, 1, kNoLease).ok());
    for (const auto* file : {"a/b/state.db", "a/b/state.db-wal", "a/b/state.db-shm", "a/b/state.db-witness"})
      CHECK(mode_of(folder.path(file)) == 0600);
  }
  ::umask(before);
  CHECK(mode_of(folder.path("a")) == 0700);
  CHECK(mode_of(folder.path("a/b")) == 0700);
}

TEST_CASE("a store that others could read is closed to them") {
  const TemporaryFolder folder;
  REQUIRE(SqliteStore::open(folder.path("state.db")).ok());
  REQUIRE(::chmod(folder.path("state.db").c_str(), 0644) == 0);
  REQUIRE(SqliteStore::open(folder.path("state.db")).ok());
  CHECK(mode_of(folder.path("state.db")) == 0600);
}

TEST_CASE("a place that can be no store is told, and left as it is") {
  const TemporaryFolder folder;
  SECTION("a folder") {
    std::filesystem::create_directories(folder.path("state.db"));
    const auto store = SqliteStore::open(folder.path("state.db"));
    REQUIRE_FALSE(store.ok());
    CHECK_THAT(store.error().what, Catch::Contains("this is a folder"));
  }
  SECTION("a pipe, which nobody writes to") {
    REQUIRE(::mkfifo(folder.path("state.db").c_str(), 0600) == 0);
    const auto store = SqliteStore::open(folder.path("state.db"));
    REQUIRE_FALSE(store.ok());
    CHECK_THAT(store.error().what, Catch::Contains("not a regular file"));
  }
  SECTION("a device") {
    const auto store = SqliteStore::open("/dev/null");
    REQUIRE_FALSE(store.ok());
    CHECK_THAT(store.error().what, Catch::Contains("not a regular file"));
    CHECK(std::filesystem::is_character_file("/dev/null"));
  }
  SECTION("a file of somebody else") {
    folder.write("state.db", std::string(5000, 'x'));
    const auto store = SqliteStore::open(folder.path("state.db"));
    REQUIRE_FALSE(store.ok());
    CHECK_THAT(store.error().what, Catch::Contains("not a store of muster") && Catch::Contains("--state"));
  }
  SECTION("a file system that only reads") {
    const auto store = SqliteStore::open("/proc/muster/state.db");
    REQUIRE_FALSE(store.ok());
    CHECK_THAT(store.error().what, Catch::Contains("/proc/muster") && Catch::Contains("--state"));
  }
}

TEST_CASE("where files can be locked nothing is left of the check") {
  const TemporaryFolder folder;
  CHECK(check_locks_beside(folder.path("state.db")).ok());
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK_THAT(place_cannot("/mnt/nfs/state.db", "lock files").what,
             Catch::Contains("/mnt/nfs cannot lock files") && Catch::Contains("--state"));
}
