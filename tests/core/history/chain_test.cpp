#include "reconciler/core/history/chain.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <utility>

using namespace muster;

namespace {

/// Five rows as a store writes them.
std::vector<JournalRow> chain() {
  std::vector<JournalRow> rows;
  std::string before;
  for (int i = 1; i <= 5; ++i) {
    JournalRow row{i,
                   Instant(std::chrono::minutes(i)),
                   FleetName("fpai"),
                   "step_started",
                   "{\"step\":" + std::to_string(i) + "}",
                   ""};
    row.hash = before = chain_hash(before, row);
    rows.push_back(row);
  }
  return rows;
}

/// What somebody does who edits a row and hides it.
void rehash(std::vector<JournalRow>& rows) {
  std::string before;
  for (auto& row : rows) row.hash = before = chain_hash(before, row);
}

using Rows = std::vector<JournalRow>;

}  // namespace

TEST_CASE("the hash of a row covers all of it and what came before") {
  const auto row = chain()[2];
  const auto hash = chain_hash("before", row);
  CHECK(hash == chain_hash("before", row));
  CHECK(hash != chain_hash("bef0re", row));
  const std::vector<std::pair<const char*, std::function<void(JournalRow&)>>> edits = {
      {"sequence", [](JournalRow& r) { ++r.sequence; }},
      {"time", [](JournalRow& r) { r.at += 1ms; }},
      {"fleet", [](JournalRow& r) { r.fleet.value += "x"; }},
      {"kind", [](JournalRow& r) { r.kind = "step_finished"; }},
      {"body", [](JournalRow& r) { r.body += " "; }},
      {"where kind ends and body begins", [](JournalRow& r) { r.body = r.kind + r.body, r.kind = ""; }},
  };
  for (const auto& [that, edit] : edits) {
    DYNAMIC_SECTION(that) {
      auto edited = row;
      edit(edited);
      CHECK(chain_hash("before", edited) != hash);
    }
  }
  auto other_hash = row;
  other_hash.hash = "x";
  CHECK(chain_hash("before", other_hash) == hash);
}

TEST_CASE("the hash stays what it is from version to version") {
  CHECK(chain().back().hash == "sha256:056031bcaf2bc21413d0d98e9c03a48a5efadbbc5039de85526e9404fba63d40");
}

TEST_CASE("an edited history is noticed, and where") {
  const auto whole = chain();
  const ChainHead head{5, whole.back().hash};
  struct Row {
    const char* that;
    std::function<void(Rows&)> edit;
    std::optional<std::int64_t> broken_at;
    const char* message;
  };
  const std::vector<Row> table = {
      {"nothing done to it", [](Rows&) {}, std::nullopt, ""},
      {"a body changed", [](Rows& r) { r[1].body = "{}"; }, 2, "differs from the written entry"},
      {"a time changed", [](Rows& r) { r[4].at += 1ms; }, 5, "differs from the written entry"},
      {"a fleet changed", [](Rows& r) { r[0].fleet = FleetName("x"); }, 1, "differs from the written entry"},
      {"a body changed and its hash made to fit",
       [](Rows& r) { r[1].body = "{}", r[1].hash = chain_hash(r[0].hash, r[1]); }, 3,
       "differs from the written entry"},
      {"a row gone", [](Rows& r) { r.erase(r.begin() + 2); }, 4, "entry 3 is missing"},
      {"a row gone and the others renumbered",
       [](Rows& r) { r.erase(r.begin() + 2), --r[2].sequence, --r[3].sequence; }, 3,
       "differs from the written entry"},
      {"a row put in twice", [](Rows& r) { r.insert(r.begin() + 2, r[1]); }, 2, "where entry 3 belongs"},
      {"two rows swapped", [](Rows& r) { std::swap(r[1], r[2]); }, 3, "entry 2 is missing"},
      {"two bodies swapped", [](Rows& r) { std::swap(r[1].body, r[2].body); }, 2,
       "differs from the written entry"},
      {"the first row gone", [](Rows& r) { r.erase(r.begin()); }, 2, "entry 1 is missing"},
      {"the last row gone", [](Rows& r) { r.pop_back(); }, 5, "ends with entry 4, and once ended with 5"},
      {"all rows gone", [](Rows& r) { r.clear(); }, 1, "ends with entry 0, and once ended with 5"},
      {"all of it rewritten so that it fits", [](Rows& r) { r[1].body = "{}", rehash(r); }, 5,
       "history was rewritten"},
  };
  for (const auto& row : table) {
    DYNAMIC_SECTION(row.that) {
      auto rows = whole;
      row.edit(rows);
      const auto broken = verify_chain(rows, head);
      REQUIRE(broken.has_value() == row.broken_at.has_value());
      if (!broken) return;
      CHECK(broken->sequence == *row.broken_at);
      CHECK_THAT(broken->what, Catch::Contains(row.message));
    }
  }
}

TEST_CASE("without a head that was noted, only what is there can be checked") {
  auto rows = chain();
  rows.pop_back();
  CHECK_FALSE(verify_chain(rows));
  CHECK_FALSE(verify_chain({}));
}

TEST_CASE("a head that was noted earlier is passed through by a longer journal") {
  const auto rows = chain();
  CHECK_FALSE(verify_chain(rows, ChainHead{3, rows[2].hash}));
  CHECK(verify_chain(rows, ChainHead{3, rows[3].hash})->sequence == 3);
}

TEST_CASE("a chain is checked in pieces like in one") {
  const auto rows = chain();
  ChainCheck first;
  for (int i = 0; i < 2; ++i) CHECK_FALSE(first.take(rows[static_cast<std::size_t>(i)]));
  ChainCheck second(first.head());
  for (std::size_t i = 2; i < rows.size(); ++i) CHECK_FALSE(second.take(rows[i]));
  CHECK(second.head() == ChainHead{5, rows.back().hash});

  // After a break it does not find its feet again.
  ChainCheck broken;
  CHECK(broken.take(rows[1]));
  CHECK(broken.take(rows[0]));
  CHECK(broken.broken()->sequence == 2);
}
