#include "reconciler/core/history/open_applies.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

using Changes = std::set<ChangeId>;

/// A journal, told in a few words.
struct AppliesJournal {
  std::vector<JournalEntry> entries;

  AppliesJournal& add(const char* fleet, JournalBody body) {
    const auto sequence = static_cast<std::int64_t>(entries.size()) + 1;
    entries.push_back({sequence, Instant(std::chrono::minutes(sequence)), FleetName(fleet), std::move(body)});
    return *this;
  }
  AppliesJournal& begins(const char* plan, const char* fleet = "fpai") {
    return add(fleet, ApplyStarted{PlanId(plan), FleetName(fleet), "auto", ""});
  }
  AppliesJournal& step(const char* plan, const char* change) {
    return add("fpai", StepStarted{PlanId(plan), ChangeId(change), 0, "", ""});
  }
  AppliesJournal& over(const char* plan, const char* change, const char* outcome = "done") {
    return add("fpai", ChangeFinished{PlanId(plan), ChangeId(change), "", outcome, "", "", {}});
  }
  AppliesJournal& ends(const char* plan, const char* fleet = "fpai") {
    return add(fleet, ApplyFinished{PlanId(plan), 1, 0, 0, 0, false});
  }
  std::vector<OpenApply> open() const { return open_applies(entries, FleetName("fpai")); }
};

}  // namespace

TEST_CASE("an apply is open until it ends, and then while it does not know how a change ended") {
  CHECK(AppliesJournal{}.open().empty());
  CHECK(AppliesJournal{}.begins("p").step("p", "a").over("p", "a").ends("p").open().empty());
  CHECK(AppliesJournal{}.begins("p").step("p", "a").over("p", "a", "failed").ends("p").open().empty());

  const auto killed = AppliesJournal{}.begins("p").step("p", "a").over("p", "a").step("p", "b").open();
  REQUIRE(killed.size() == 1);
  CHECK(killed[0].changes == Changes{ChangeId("b")});
  CHECK_FALSE(killed[0].ended);
  CHECK(killed[0].at == Instant(std::chrono::minutes(1)));

  const auto between = AppliesJournal{}.begins("p").step("p", "a").over("p", "a").open();
  REQUIRE(between.size() == 1);
  CHECK(between[0].changes.empty());

  const auto unknown = AppliesJournal{}.begins("p").step("p", "a").over("p", "a", "unknown").ends("p").open();
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].changes == Changes{ChangeId("a")});
  CHECK(unknown[0].ended);
}

TEST_CASE("what an apply left open stays open when it is taken up again, until it is finished") {
  AppliesJournal journal;
  journal.begins("p").step("p", "a").begins("q").step("q", "x").begins("p");
  auto open = journal.open();
  REQUIRE(open.size() == 2);
  CHECK(open[0].started.plan == PlanId("q"));
  CHECK(open[1].started.plan == PlanId("p"));
  CHECK(open[1].changes == Changes{ChangeId("a")});

  open = journal.over("p", "a").ends("p").open();
  REQUIRE(open.size() == 1);
  CHECK(open[0].started.plan == PlanId("q"));
  CHECK(journal.over("q", "x", "skipped").ends("q").open().empty());
}

TEST_CASE("other fleets' applies are theirs") {
  CHECK(AppliesJournal{}.begins("p", "other").open().empty());
  CHECK(AppliesJournal{}.begins("p").ends("p", "other").open().size() == 1);
}

TEST_CASE("the begun part of a plan is the same plan with nothing but its open changes") {
  Plan plan;
  plan.id = PlanId("p");
  plan.fleet = FleetName("fpai");
  for (const auto* id : {"a", "b", "c"}) {
    Change change;
    change.id = ChangeId(id);
    plan.changes.push_back(change);
  }
  const auto part = begun_part(plan, {ChangeId("c"), ChangeId("a"), ChangeId("z")});
  CHECK(part.id == plan.id);
  REQUIRE(part.changes.size() == 2);
  CHECK(part.changes[0].id == ChangeId("a"));
  CHECK(part.changes[1].id == ChangeId("c"));
}
