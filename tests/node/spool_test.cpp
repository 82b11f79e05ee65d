#include "reconciler/node/spool.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/node/measured_machine.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;
using namespace muster::node;

TEST_CASE("samples wait in order of time") {
  const test::TemporaryFolder folder;
  auto spool = Spool::open(folder.path("spool"), 1 << 20);
  REQUIRE(spool.ok());
  CHECK(spool->waiting().empty());
  REQUIRE(spool->add(kNow + 30s, "b").ok());
  REQUIRE(spool->add(kNow, "a").ok());
  // A clock that was set back comes by the same instant again.
  REQUIRE(spool->add(kNow, "c").ok());
  std::string all;
  for (const auto& file : spool->waiting()) all += *spool->read(file);
  CHECK(all == "acb");
  CHECK(spool->bytes() == 3);

  // Another program finds the same, and what it takes is gone here too.
  const auto other = Spool::open(folder.path("spool"), 0);
  REQUIRE(other.ok());
  other->remove(other->waiting().front());
  CHECK(spool->waiting().size() == 2);
}

TEST_CASE("a full spool lets the oldest go, and never grows beyond its bound") {
  const test::TemporaryFolder folder;
  auto spool = Spool::open(folder.path("spool"), 1000);
  REQUIRE(spool.ok());
  for (int i = 0; i < 100; ++i) {
    REQUIRE(spool->add(kNow + i * 30s, std::string(100, static_cast<char>('a' + i % 26))).ok());
    CHECK(spool->bytes() <= 1000);
  }
  CHECK(spool->waiting().size() >= 9);
  CHECK(spool->gave_way() == 100 - static_cast<int>(spool->waiting().size()));
  CHECK(spool->read(spool->waiting().back())->front() == 'a' + 99 % 26);

  // One that is larger than all the room is kept all the same: it is the newest.
  REQUIRE(spool->add(kNow + 1h, std::string(5000, 'z')).ok());
  CHECK(spool->waiting().size() == 1);
  // What was there before counts when the program starts again.
  auto again = Spool::open(folder.path("spool"), 1000);
  REQUIRE(again.ok());
  CHECK(again->bytes_at_most() == 5000);
}

TEST_CASE("a file's name says when its sample was taken") {
  CHECK(Spool::taken_at("001764000000123.ndjson") == Instant(1764000000123ms));
  CHECK_FALSE(Spool::taken_at("x.ndjson"));
  CHECK_FALSE(Spool::taken_at("001764000000123"));
  CHECK_FALSE(Spool::taken_at(""));
}

TEST_CASE("a spool tells the mark of the process that fills it") {
  const test::TemporaryFolder folder;
  const auto spool = Spool::open(folder.path("spool"), 1000);
  REQUIRE(spool.ok());
  CHECK(spool->mark().empty());
  spool->keep_mark("boot-1");
  CHECK(Spool::open(folder.path("spool"), 0)->mark() == "boot-1");
  CHECK(spool->waiting().empty());
}

TEST_CASE("what cannot be written is an error, and leaves nothing behind") {
  const test::TemporaryFolder folder;
  auto spool = Spool::open(folder.path("spool"), 1 << 20);
  REQUIRE(spool.ok());
  REQUIRE(spool->add(kNow, "old\n").ok());
  // A limit of file sizes: old samples that go would make no room.
  struct rlimit before {};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small { 100, before.rlim_max };
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto kept = spool->add(kNow + 30s, std::string(500, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(kept.ok());
  CHECK(kept.error().what.ends_with("File too large"));
  CHECK(spool->waiting().size() == 1);
  CHECK(spool->gave_way() == 0);
  CHECK_FALSE(std::filesystem::exists(folder.path("spool/.coming")));
  CHECK(spool->add(kNow + 60s, "new\n").ok());
}

TEST_CASE("a spool that cannot be is an error") {
  const auto nowhere = Spool::open("/proc/nowhere", 1000);
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.error().what.starts_with("/proc/nowhere: "));
}

TEST_CASE("what somebody laid into a spool is not written through") {
  const test::TemporaryFolder folder;
  folder.write("theirs", "theirs");
  auto spool = Spool::open(folder.path("spool"), 1 << 20);
  REQUIRE(spool.ok());
  REQUIRE(spool->add(kNow, "a").ok());
  for (const char* name : {".coming", ".mark"})
    std::filesystem::create_symlink("../theirs", folder.path("spool/") + name);
  REQUIRE(spool->add(kNow + 30s, "b").ok());
  spool->keep_mark("boot-1");
  CHECK(std::filesystem::file_size(folder.path("theirs")) == 6);
  CHECK(spool->waiting().size() == 2);
}
