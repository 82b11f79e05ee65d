#include "reconciler/node/spool.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::node;

namespace {

const Instant kNow{std::chrono::hours(24 * 365 * 56)};

}  // namespace

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
  int gave_way = 0;
  for (int i = 0; i < 100; ++i) {
    const auto kept = spool->add(kNow + i * 30s, std::string(100, static_cast<char>('a' + i % 26)));
    REQUIRE(kept.ok());
    gave_way += *kept;
    CHECK(spool->bytes() <= 1000);
  }
  CHECK(spool->waiting().size() >= 9);
  CHECK(gave_way == 100 - static_cast<int>(spool->waiting().size()));
  CHECK(spool->read(spool->waiting().back())->front() == 'a' + 99 % 26);

  // One that is larger than all the room is kept all the same: it is the newest.
  REQUIRE(spool->add(kNow + 1h, std::string(5000, 'z')).ok());
  CHECK(spool->waiting().size() == 1);
  // What was there before counts when the program starts again.
  auto again = Spool::open(folder.path("spool"), 1000);
  REQUIRE(again.ok());
  CHECK(again->bytes_at_most() == 5000);
}

TEST_CASE("a spool that cannot be is an error") {
  const auto nowhere = Spool::open("/proc/nowhere", 1000);
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.error().what.starts_with("/proc/nowhere: "));
}
