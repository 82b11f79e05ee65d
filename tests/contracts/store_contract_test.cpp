#include <catch2/catch.hpp>
#include <thread>

#include "tests/contracts/store_kinds.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

StepStarted step(int number) {
  return {PlanId("plan"), ChangeId("change"), number, "create_machine", "create machine \"x\"\n\t\xc3\xa9"};
}

}  // namespace

TEST_CASE("every store keeps the journal's contract") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);

      // An empty journal starts with 1.
      CHECK(*store->next_sequence() == 1);
      CHECK(store->entries_since(1, 100)->empty());
      CHECK(*store->chain_head() == ChainHead{});

      // Entries come back as they went in, in order, without holes.
      for (int i = 1; i <= 5; ++i)
        REQUIRE(*store->append(kNoon + std::chrono::minutes(i), kOurs, step(i), i, kNoLease) == i);
      const auto all = store->entries_since(1, 100);
      REQUIRE(all->size() == 5);
      for (int i = 1; i <= 5; ++i) {
        const auto& entry = (*all)[static_cast<std::size_t>(i - 1)];
        CHECK(entry == JournalEntry{i, kNoon + std::chrono::minutes(i), kOurs, step(i)});
      }
      CHECK(*store->next_sequence() == 6);

      // A number that is taken, or leaves a hole, is refused and nothing is written.
      for (const std::int64_t wrong : {0, 1, 5, 7}) {
        const auto refused = store->append(kNoon, kOurs, step(9), wrong, kNoLease);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().kind == ErrorKind::conflict);
      }
      CHECK(store->entries_since(1, 100)->size() == 5);

      // Parts of it.
      CHECK(store->entries_since(4, 100)->front().sequence == 4);
      CHECK(store->entries_since(2, 2)->size() == 2);
      CHECK(store->entries_since(2, 2)->back().sequence == 3);
      CHECK(store->entries_since(99, 10)->empty());
      CHECK(store->entries_from(kNoon + std::chrono::minutes(4))->size() == 2);
      CHECK(store->entries_from(kNoon)->size() == 5);
      CHECK(store->entries_from(kNoon + std::chrono::hours(1))->empty());

      // The same as rows, each tied to the one before.
      const auto rows = store->rows_since(1, 100);
      REQUIRE(rows->size() == 5);
      CHECK(rows->at(2).kind == "step_started");
      CHECK(rows->at(2).at == kNoon + std::chrono::minutes(3));
      CHECK(store->chain_head()->sequence == 5);
      CHECK_FALSE(verify_chain(*rows, *store->chain_head()));
      CHECK(store->rows_since(4, 1)->front().sequence == 4);
    }
  }
}

TEST_CASE("a journal outlives the process that wrote it") {
  const test::TemporaryFolder folder;
  {
    auto store = SqliteStore::open(folder.path(".muster/state.db"));
    REQUIRE(store.ok());
    REQUIRE((*store)->append(kNoon, kOurs, step(1), 1, kNoLease).ok());
  }
  auto again = SqliteStore::open(folder.path(".muster/state.db"));
  REQUIRE(again.ok());
  CHECK(*(*again)->next_sequence() == 2);
  CHECK((*again)->entries_since(1, 10)->at(0).body == JournalBody(step(1)));
}

TEST_CASE("two connections that race for a number: one has it, the other is told") {
  const test::TemporaryFolder folder;
  auto first = SqliteStore::open(folder.path(".muster/state.db"));
  auto second = SqliteStore::open(folder.path(".muster/state.db"));
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  REQUIRE((*first)->append(kNoon, kOurs, step(1), 1, kNoLease).ok());
  const auto late = (*second)->append(kNoon, kOurs, step(2), 1, kNoLease);
  REQUIRE_FALSE(late.ok());
  CHECK(late.error().kind == ErrorKind::conflict);
  CHECK((*second)->entries_since(1, 10)->size() == 1);
}

TEST_CASE("writers side by side leave no hole and no double") {
  const test::TemporaryFolder folder;
  // Opened one after the other: what races is the appending.
  constexpr int kWriters = 4;
  constexpr int kEach = 25;
  std::vector<std::unique_ptr<SqliteStore>> opened;
  for (int i = 0; i < kWriters; ++i) opened.push_back(*SqliteStore::open(folder.path(".muster/state.db")));
  std::vector<int> written(kWriters, 0);
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] {
        auto& store = *opened[static_cast<std::size_t>(i)];
        while (written[static_cast<std::size_t>(i)] < kEach) {
          const auto next = store.next_sequence();
          if (next && store.append(kNoon, kOurs, step(i), *next, kNoLease))
            ++written[static_cast<std::size_t>(i)];
        }
      });
    }
  }
  const auto all = opened[0]->entries_since(1, 1000);
  REQUIRE(all->size() == kWriters * kEach);
  for (std::size_t i = 0; i < all->size(); ++i) CHECK((*all)[i].sequence == static_cast<std::int64_t>(i) + 1);
  CHECK_FALSE(verify_chain(*opened[0]->rows_since(1, 1000), *opened[0]->chain_head()));
}

TEST_CASE("every store lets go of old entries, and its chain goes on") {
  for (const auto& kind : store_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      const test::TemporaryFolder folder;
      const auto store = kind.open(folder);
      CHECK(*store->forget_before(kOurs, kNoon, kNoLease) == 0);
      for (int i = 1; i <= 6; ++i)
        REQUIRE(store->append(kNoon + std::chrono::hours(i), kOurs, step(i), i, kNoLease).ok());
      const auto head = *store->chain_head();
      const auto third = store->rows_since(3, 1)->front().hash;

      CHECK(*store->forget_before(kOurs, kNoon + std::chrono::hours(4), kNoLease) == 3);
      CHECK(*store->chain_base() == ChainHead{3, third});
      CHECK(*store->chain_head() == head);
      CHECK(*store->next_sequence() == 7);
      REQUIRE(store->entries_since(1, 100)->size() == 3);
      CHECK(store->entries_since(1, 100)->front().sequence == 4);
      CHECK(store->entries_since(1, 2)->size() == 2);
      CHECK(store->entries_since(6, 100)->size() == 1);
      CHECK(store->entries_from(kNoon)->size() == 3);

      // What is left is still tied together, also to what comes.
      REQUIRE(*store->append(kNoon + std::chrono::hours(7), kOurs, step(7), 7, kNoLease) == 7);
      ChainCheck chain(*store->chain_base());
      const auto left = store->rows_since(1, 100);
      for (const auto& row : *left) CHECK_FALSE(chain.take(row));
      CHECK(chain.head() == *store->chain_head());

      // The newest always stays, and so nothing is told twice under one number.
      CHECK(*store->forget_before(kOurs, kNoon + std::chrono::hours(99), kNoLease) == 3);
      CHECK(store->entries_since(1, 100)->size() == 1);
      CHECK(*store->next_sequence() == 8);
      CHECK(store->forget_before(kOurs, kNoon, 77).error().kind == ErrorKind::fenced);
    }
  }
}
