#include <catch2/catch.hpp>

#include "tests/contracts/store_kinds.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

const FleetName kTheirs{"other"};
constexpr Duration kTtl = std::chrono::seconds(30);

LeaseHolder holder(const std::string& name) {
  return {name,   "boot-1", "pid:[4026531836]", 4711, 123456, "muster apply \"x\"\n", PlanId("sha256:1"),
          "looks"};
}

ErrorKind kind_of_failure(const auto& result) {
  REQUIRE_FALSE(result.ok());
  return result.error().kind;
}

}  // namespace

TEST_CASE("a lease is held by one, and everybody can see by whom") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      CHECK(*store->lease_of(kOurs) == std::nullopt);

      const auto ada = store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
      REQUIRE(ada.ok());
      CHECK(*ada == Lease{kOurs, ada->token, holder("ada"), kNoon, kNoon, kNoon + kTtl});
      CHECK(ada->token > kNoLease);
      CHECK(*store->lease_of(kOurs) == *ada);

      // Refused while it is held, also to its holder; nothing changes by asking.
      for (const auto* who : {"bob", "ada"}) {
        const auto refused = store->take_lease(kOurs, holder(who), kNoon + kTtl - 1ms, kTtl, kNoLease);
        CHECK(kind_of_failure(refused) == ErrorKind::conflict);
      }
      CHECK(*store->lease_of(kOurs) == *ada);

      // Another fleet's is another lease.
      CHECK(store->take_lease(kTheirs, holder("bob"), kNoon, kTtl, kNoLease).ok());
      CHECK(*store->lease_of(kOurs) == *ada);
    }
  }
}

TEST_CASE("a lease is renewed, with what its holder is at") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      auto lease = *store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
      lease.holder.plan = PlanId("sha256:2");
      lease.holder.operation = "resize machine fpai-worker-1";
      const auto renewed = store->renew_lease(lease, kNoon + 10s, kTtl);
      REQUIRE(renewed.ok());
      CHECK(*renewed == Lease{kOurs, lease.token, lease.holder, kNoon, kNoon + 10s, kNoon + 10s + kTtl});
      CHECK(*store->lease_of(kOurs) == *renewed);
      CHECK(kind_of_failure(store->take_lease(kOurs, holder("bob"), kNoon + kTtl, kTtl, kNoLease)) ==
            ErrorKind::conflict);

      // Late, but nobody came in between.
      CHECK(store->renew_lease(*renewed, kNoon + 1h, kTtl)->expires_at == kNoon + 1h + kTtl);
    }
  }
}

TEST_CASE("a lease is taken over when it has expired, or when its holder is known to be dead") {
  struct Row {
    const char* that;
    Duration later;
    bool known_dead;
    bool taken;
  };
  for (const auto& kind : store_kinds()) {
    for (const auto& row : {
             Row{"before it expires it is not", kTtl - 1ms, false, false},
             Row{"when it expires it is", kTtl, false, true},
             Row{"long after it is", 24h, false, true},
             Row{"from the dead at once", 0ms, true, true},
         }) {
      DYNAMIC_SECTION(kind.name << ": " << row.that) {
        const test::TemporaryFolder folder;
        const auto store = kind.open(folder);
        const auto ada = *store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
        const auto over = row.known_dead ? ada.token : kNoLease;
        const auto bob = store->take_lease(kOurs, holder("bob"), kNoon + row.later, kTtl, over);
        CHECK(bob.ok() == row.taken);
        if (bob) CHECK(bob->token > ada.token);
        CHECK((*store->lease_of(kOurs))->holder.host == (row.taken ? "bob" : "ada"));
      }
    }
  }
}

TEST_CASE("who takes over from the dead names the lease it saw: two of them do not both succeed") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      const auto dead = *store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
      REQUIRE(store->take_lease(kOurs, holder("bob"), kNoon, kTtl, dead.token).ok());
      CHECK(kind_of_failure(store->take_lease(kOurs, holder("eve"), kNoon, kTtl, dead.token)) ==
            ErrorKind::conflict);
    }
  }
}

TEST_CASE("whoever lost the lease is fenced off, whatever it tries") {
  for (const auto& kind : store_kinds()) {
    for (const auto* how : {"overtaken", "given back"}) {
      DYNAMIC_SECTION(kind.name << ", " << how) {
        const test::TemporaryFolder folder;
        const auto store = kind.open(folder);
        const auto ada = *store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
        REQUIRE(store->append(kNoon, kOurs, ApplyFinished{}, 1, ada.token).ok());
        REQUIRE(store->put_snapshot(kOurs, "seen", "1", ada.token).ok());
        std::optional<Lease> bob;
        if (how == std::string("overtaken")) {
          bob = *store->take_lease(kOurs, holder("bob"), kNoon + 1h, kTtl, kNoLease);
        } else {
          REQUIRE(store->release_lease(ada).ok());
        }

        CHECK(kind_of_failure(store->append(kNoon, kOurs, ApplyFinished{}, 2, ada.token)) ==
              ErrorKind::fenced);
        CHECK(kind_of_failure(store->put_snapshot(kOurs, "seen", "2", ada.token)) == ErrorKind::fenced);
        CHECK(kind_of_failure(store->renew_lease(ada, kNoon + 1h, kTtl)) == ErrorKind::fenced);
        CHECK(kind_of_failure(store->release_lease(ada)) == ErrorKind::fenced);
        CHECK(*store->next_sequence() == 2);
        CHECK(*store->snapshot(kOurs, "seen") == "1");
        CHECK(*store->lease_of(kOurs) == bob);

        // What needs no lease goes on, and so does the new holder.
        CHECK(store->append(kNoon, kOurs, ApplyFinished{}, 2, kNoLease).ok());
        if (bob) CHECK(store->append(kNoon, kOurs, ApplyFinished{}, 3, bob->token).ok());
        // A token counts for its own fleet only.
        if (bob)
          CHECK(kind_of_failure(store->append(kNoon, kTheirs, ApplyFinished{}, 4, bob->token)) ==
                ErrorKind::fenced);
      }
    }
  }
}

TEST_CASE("an expired lease that nobody took still writes: its holder is alone") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      const auto ada = *store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
      CHECK(store->append(kNoon + 1h, kOurs, ApplyFinished{}, 1, ada.token).ok());
    }
  }
}

TEST_CASE("the number of a lease never falls, also over a time when nobody held it") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      LeaseToken last = kNoLease;
      for (int i = 0; i < 5; ++i) {
        const auto lease = store->take_lease(kOurs, holder("ada"), kNoon, kTtl, kNoLease);
        REQUIRE(lease.ok());
        CHECK(lease->token > last);
        last = lease->token;
        REQUIRE(store->release_lease(*lease).ok());
        CHECK(*store->lease_of(kOurs) == std::nullopt);
      }
    }
  }
}

TEST_CASE("a document is kept by fleet and name, the last one counts") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      CHECK(*store->snapshot(kOurs, "seen") == std::nullopt);
      REQUIRE(store->put_snapshot(kOurs, "seen", "{\"a\":\"\xc3\xa9\"}", kNoLease).ok());
      REQUIRE(store->put_snapshot(kOurs, "other", "", kNoLease).ok());
      REQUIRE(store->put_snapshot(kTheirs, "seen", "theirs", kNoLease).ok());
      CHECK(*store->snapshot(kOurs, "seen") == "{\"a\":\"\xc3\xa9\"}");
      CHECK(*store->snapshot(kOurs, "other") == "");
      REQUIRE(store->put_snapshot(kOurs, "seen", "2", kNoLease).ok());
      CHECK(*store->snapshot(kOurs, "seen") == "2");
      CHECK(*store->snapshot(kTheirs, "seen") == "theirs");
    }
  }
}
