#include <catch2/catch.hpp>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "tests/approvals/statements.hpp"
#include "tests/support/approval_fixture.hpp"
#include "tests/support/git_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

SignedStatement standing_approval(const std::vector<std::string>& pools, int machines, Money hourly,
                                  Duration from = 0h) {
  StandingApproval limits{{}, machines, hourly, now() + from + 1h};
  for (const auto& pool : pools) limits.pools.emplace_back(pool);
  return key_of("ada").sign({kFleet, "ada", now() + from, limits});
}

/// Refused with 3, saying why, and nothing of the cloud was touched.
void check_refused(const ApprovalFixture& fixture, const Ran& ran, const std::string& message, int code = 3) {
  INFO(ran.out << ran.err);
  CHECK(ran.code == code);
  CHECK_THAT(ran.err, Catch::Contains(message));
  CHECK(fixture.changing_requests() == 0);
}

std::string edited(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("forged, foreign, expired and misused approvals are refused, and nothing is touched") {
  const ApprovalFixture fixture;
  REQUIRE(fixture.plan().code == 0);
  const auto plan = fixture.plan_id();
  const PlanId other("sha256:" + std::string(64, '2'));
  auto forged = yes(plan);
  forged.signature = to_base64(std::string(64, 'x'));
  auto of_another = yes(plan);
  of_another.signature = yes(other).signature;
  auto by_bos_key = yes(plan);
  by_bos_key.signature = key_of("bo").sign(by_bos_key.statement).signature;
  auto prolonged = yes(plan, "ada", -2h);
  std::get<PlanApproval>(prolonged.statement.content).until += 5h;
  const auto no = key_of("bo").sign({kFleet, "bo", now(), PlanRejection{plan, "not before the audit"}});
  const Statement elsewhere{FleetName("prod"), "ada", now(), PlanApproval{plan, now() + 1h}};

  struct Row {
    const char* that;
    std::vector<SignedStatement> said;
    const char* message;
  };
  for (const auto& row : std::vector<Row>{
           {"none at all", {}, "approval needed: +$128 a month is not below the limit"},
           {"a forged signature", {forged}, "the signature is invalid"},
           {"a signature of another plan's approval", {of_another}, "the signature is invalid"},
           {"another plan's approval", {yes(other)}, "it is for plan 222222222222, this is plan"},
           {"another approver's key", {by_bos_key}, "ada's key did not make it"},
           {"a key that nobody declared",
            {key_of("mallory").sign(a_yes(plan, "mallory"))},
            "mallory has no key in the fleet file at HEAD, which names ada, bo"},
           {"a foreign key in ada's name",
            {key_of("mallory").sign(a_yes(plan))},
            "but ada's key in the fleet file"},
           {"an approval for another fleet", {key_of("ada").sign(elsewhere)}, "it is for fleet prod"},
           {"an expired one", {yes(plan, "ada", -2h)}, "it expired at"},
           {"one that does not hold yet", {yes(plan, "ada", 2h)}, "it is not valid yet"},
           {"one that would hold for too long", {yes(plan, "ada", 0h, 200h)}, "longer than the permitted 7d"},
           {"an expired one that was prolonged", {prolonged}, "the signature is invalid"},
           {"a rejected one", {yes(plan), no}, "the plan is rejected: bo rejected it at"},
           {"an envelope of too few machines",
            {standing_approval({"worker"}, 3, Money::dollars(1))},
            "which is not in its pools"},
           {"an expired envelope",
            {standing_approval({"worker"}, 9, Money::dollars(1), -2h)},
            "it expired at"},
       }) {
    INFO(row.that);
    fixture.approvals(row.said);
    check_refused(fixture, fixture.apply(), row.message);
  }
}

TEST_CASE("an approval of which any field was edited is refused") {
  const ApprovalFixture fixture;
  REQUIRE(fixture.plan().code == 0);
  const auto good = write_approvals({yes(fixture.plan_id())});
  const std::vector<SignedStatement> said = *read_approvals(good, "");
  const auto& statement = said.front().statement;
  const auto until = format_instant(std::get<PlanApproval>(statement.content).until);
  const auto longer = format_instant(std::get<PlanApproval>(statement.content).until + 1h);
  const auto plan = fixture.plan_id().value;
  struct Row {
    const char* field;
    std::string from, to, message;
  };
  for (const auto& row : std::vector<Row>{
           {"format_version", "\"1.0\"", "\"2.0\"", "format_version"},
           {"kind", "\"kind\": \"approval\"", "\"kind\": \"envelope\"", "plan.json.approvals"},
           {"fleet", "\"fpai\"", "\"prod\"", "it is for fleet prod"},
           {"by", "\"by\": \"ada\"", "\"by\": \"bo\"", "bo's key in the fleet file at HEAD is"},
           {"at", format_instant(statement.at), format_instant(statement.at - 1min), "signature is invalid"},
           {"plan", plan, "sha256:" + std::string(64, '3'), "signature is invalid"},
           {"until", until, longer, "signature is invalid"},
           {"key", approver("ada").key, approver("bo").key, "ada's key in the fleet file at HEAD is"},
           {"signature", said.front().signature, to_base64(std::string(64, 'y')), "signature is invalid"},
           {"a field more", "\"kind\"", "\"extra\": 1, \"kind\"", "plan.json.approvals"},
           {"a field twice", "\"by\": \"ada\"", "\"by\": \"ada\", \"by\": \"bo\"", "plan.json.approvals"},
           {"a torn end", "}\n  ]\n}", "}\n  ]", "plan.json.approvals"},
       }) {
    INFO(row.field);
    fixture.write("plan.json.approvals", edited(good, row.from, row.to));
    check_refused(fixture, fixture.apply(), row.message);
  }
  fixture.write("plan.json.approvals", good);
  CHECK(fixture.apply().code == 0);
}

TEST_CASE("an edited plan is refused, approved or not") {
  const ApprovalFixture fixture;
  REQUIRE(fixture.plan().code == 0);
  const auto text = fixture.read("plan.json");
  fixture.approvals({yes(fixture.plan_id())});
  SECTION("one whose content does not make its id") {
    fixture.write("plan.json", edited(text, "\"fleet\": \"fpai\"", "\"fleet\": \"prod\""));
    check_refused(fixture, fixture.apply(), "was edited", 1);
  }
  SECTION("one that shows another thing than it does") {
    fixture.write("plan.json", edited(text, "s-2vcpu-4gb", "s-8vcpu-16gb"));
    check_refused(fixture, fixture.apply(), "plan.json", 1);
  }
  SECTION("one that was made again for something else") {
    REQUIRE(fixture.run({"plan", "--readings", "four.ndjson", "-o", "small.json"}).code == 0);
    fixture.approvals({yes(load_plan((fixture.folder() / "small.json").string())->id)});
    check_refused(fixture, fixture.apply(), "it is for plan");
  }
  CHECK(fixture.run({"approve", "plan.json", "--as", "ada"}).code != 0);
}

TEST_CASE("a key that is only in the work tree, or only on the branch, approves nothing") {
  const ApprovalFixture fixture;
  fixture.write_fleet(approvers_text({"ada", "bo", "eve"}));
  REQUIRE(fixture.plan().code == 0);
  fixture.approvals({yes(fixture.plan_id(), "eve")});
  check_refused(fixture, fixture.apply(), "eve has no key in the fleet file at HEAD, which names ada, bo");

  const auto folder = fixture.folder().string();
  git(folder, {"checkout", "-q", "-b", "change"});
  git_commit_all(folder, "eve approves herself");
  check_refused(fixture, fixture.run({"--base", "main", "apply", "plan.json"}),
                "eve has no key in the fleet file at main");
  const auto lost = fixture.run({"--base", "nowhere", "apply", "plan.json"});
  CHECK(lost.code == 1);
  CHECK(fixture.changing_requests() == 0);
}

TEST_CASE("a change cannot lift the guard that it breaks") {
  const ApprovalFixture fixture("    guards: { max_create: 1 }\n");
  fixture.write_fleet("    guards: { max_create: 99 }\n" + approvers_text({"ada", "bo"}));
  const auto plan = fixture.plan();
  INFO(plan.out << plan.err);
  REQUIRE(plan.code == 0);
  CHECK_THAT(plan.out, Catch::Contains("refused: it creates 4 machines, above the guard max_create of 1"));
  CHECK_THAT(plan.err, Catch::Contains("the approval rules of HEAD govern"));
  fixture.approvals({yes(fixture.plan_id())});
  check_refused(fixture, fixture.apply(), "the plan is refused: it creates 4 machines");
  check_refused(fixture, fixture.run({"apply", "plan.json", "--auto-approve"}), "the plan is refused");
  check_refused(fixture, fixture.run({"approve", "plan.json", "--as", "ada"}), "no approval lifts a refusal");

  git_commit_all(fixture.folder().string(), "the guard is raised");
  REQUIRE(fixture.plan().code == 0);
  fixture.approvals({yes(fixture.plan_id())});
  CHECK(fixture.apply().code == 0);
}

TEST_CASE("two different people have to say yes") {
  const ApprovalFixture fixture("    persons: 2\n");
  const auto planned = fixture.plan();
  REQUIRE(planned.code == 0);
  CHECK_THAT(planned.out, Catch::Contains("needs approval by 2 different people"));
  const auto plan = fixture.plan_id();
  fixture.approvals({yes(plan)});
  check_refused(fixture, fixture.apply(), "approval needed by 2 different people, 1 so far");
  fixture.approvals({yes(plan), yes(plan, "ada", -10min)});
  check_refused(fixture, fixture.apply(), "ada has approved already: another person must approve");
  fixture.approvals({yes(plan), yes(plan, "bo", -2h)});
  check_refused(fixture, fixture.apply(), "it expired at");
  fixture.approvals({yes(plan), yes(plan, "bo")});
  CHECK(fixture.apply().code == 0);
  CHECK_THAT(fixture.run({"history", "-n", "1"}).out, Catch::Contains("by ada and bo"));
}

TEST_CASE("an approval is spent once its plan was carried out") {
  const ApprovalFixture fixture;
  REQUIRE(fixture.plan().code == 0);
  fixture.approvals({yes(fixture.plan_id())});
  REQUIRE(fixture.apply().code == 0);
  const auto before = fixture.changing_requests();
  CHECK(before > 10);
  for (const auto& said : {yes(fixture.plan_id()), yes(fixture.plan_id(), "bo")}) {
    fixture.approvals({said});
    const auto again = fixture.apply();
    INFO(again.err);
    CHECK(again.code == 3);
    CHECK_THAT(again.err, Catch::Contains("it is used up: the whole plan was applied at"));
    CHECK(fixture.changing_requests() == before);
  }
}
