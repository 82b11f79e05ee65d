#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include <regex>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// A store with the journal of one apply, and a hand on its file.
struct Journal {
  Workbench bench;

  Journal() {
    bench.copy_reference_fleet();
    bench.write("four.ndjson",
                R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":4})"
                "\n");
    REQUIRE(bench.sandbox({"apply", "--readings", "four.ndjson", "--auto-approve"}).code == 0);
  }
  void edit(const std::string& sql) const {
    SQLite::Database database((bench.folder() / ".muster/state.db").string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
  }
  Ran verify(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"history", "--verify"});
    return bench.muster(more);
  }
};

struct Row {
  const char* that;
  const char* sql;
  const char* message;
};

}  // namespace

TEST_CASE("a journal that nobody touched is intact, and its head leads on") {
  const Journal journal;
  const auto before = journal.verify();
  INFO(before.out << before.err);
  CHECK(before.code == 0);
  CHECK_THAT(before.out, Catch::Contains("The journal is intact: "));
  std::smatch head;
  REQUIRE(std::regex_search(before.out, head, std::regex("Head (sha256:[0-9a-f]{64})")));

  REQUIRE(journal.bench.sandbox({"destroy", "--auto-approve"}).code == 0);
  CHECK(journal.verify({"--head", head[1]}).code == 0);
  const auto json = journal.verify({"--json"});
  CHECK(json.code == 0);
  CHECK(check_json_text("journal-check", json.out).ok());
  const auto other = journal.verify({"--head", "sha256:00"});
  CHECK(other.code == 1);
  CHECK_THAT(other.out, Catch::Contains("the noted head is not in this journal"));
}

TEST_CASE("an entry that was changed, removed, inserted or moved is named") {
  const Row rows[] = {
      {"changed", "UPDATE journal SET body = replace(body, 'approved_by', 'Approved_by') WHERE sequence = 1",
       "entry 1: "},
      {"changed in its time", "UPDATE journal SET at = at + 1 WHERE sequence = 3", "entry 3: "},
      {"changed in its kind", "UPDATE journal SET kind = 'step_paused' WHERE sequence = 4", "entry 4: "},
      {"removed", "DELETE FROM journal WHERE sequence = 5", "entry 5 is missing before it"},
      {"the first removed", "DELETE FROM journal WHERE sequence = 1", "entry 1 is missing before it"},
      {"the last removed", "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)",
       "ends with entry 18, which is not the entry 19 that was written last"},
      {"inserted before all",
       "INSERT INTO journal SELECT 0, at, fleet, kind, body, hash FROM journal WHERE "
       "sequence = 2",
       "entry 0: "},
      {"inserted at the end",
       "INSERT INTO journal SELECT sequence + 1, at, fleet, kind, body, hash FROM journal ORDER BY sequence "
       "DESC "
       "LIMIT 1",
       "ends with entry 20, which is not the entry 19 that was written last"},
      {"two exchanged",
       "UPDATE journal SET sequence = -2 WHERE sequence = 2; UPDATE journal SET sequence = 2 WHERE sequence "
       "= 3; "
       "UPDATE journal SET sequence = 3 WHERE sequence = -2",
       "entry 2: "},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      const Journal journal;
      journal.edit(row.sql);
      const auto verified = journal.verify();
      INFO(verified.out << verified.err);
      CHECK(verified.code == 1);
      // A journal whose end is not where it was written to is refused by whoever opens it.
      CHECK_THAT(verified.out + verified.err, Catch::Contains(row.message));
      const auto json = journal.verify({"--json"});
      CHECK(json.code == 1);
      const bool opened = json.out.find("\"diagnostics\"") == std::string::npos;
      CHECK(check_json_text(opened ? "journal-check" : "diagnostics", json.out).ok());
    }
  }
}
