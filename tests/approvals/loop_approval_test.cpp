#include <catch2/catch.hpp>

#include "reconciler/adapters/signing/key_file.hpp"
#include "tests/support/approval_fixture.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/signers.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// An office whose rules let nothing pass that costs $5 more, and ada's key.
struct StrictApprovalFixture : ApprovalFixture {
  StrictApprovalFixture() {
    replace("desired-state/fleet.yaml", "auto_below: $50/month", "auto_below: $5/month");
    git_commit_all(folder().string(), "strict");
    REQUIRE(save_key("ada", key_of("ada"), std::nullopt, (folder() / "ada.key").string()).ok());
  }
  std::string waiting_id() const {
    const auto pending = run({"pending"});
    const auto at = pending.out.find("muster approve ");
    return at == std::string::npos ? pending.out + pending.err : pending.out.substr(at + 15, 12);
  }
};

}  // namespace

TEST_CASE("a plan of the loop waits, is approved by its id, and is carried out by the next round") {
  const StrictApprovalFixture fixture;
  const auto first = fixture.run({"reconcile", "--once"});
  INFO(first.out << first.err);
  REQUIRE(first.code == 3);
  CHECK(first.out.find("waits for a person") != std::string::npos);
  const auto id = fixture.waiting_id();
  REQUIRE(id.size() == 12);

  const auto unknown = fixture.run({"approve", "ffffff", "--as", "ada", "--key", "ada.key"});
  CHECK(unknown.code == 1);
  CHECK(unknown.err.find("muster pending") != std::string::npos);

  // It stays the same plan, round after round.
  CHECK(fixture.run({"reconcile", "--once"}).code == 3);
  CHECK(fixture.waiting_id() == id);

  const auto approved = fixture.run({"approve", id, "--as", "ada", "--key", "ada.key"});
  INFO(approved.out << approved.err);
  REQUIRE(approved.code == 0);
  CHECK(approved.out.find("kept in the journal") != std::string::npos);
  const auto second = fixture.run({"reconcile", "--once"});
  INFO(second.out << second.err);
  CHECK(second.code == 0);
  CHECK(second.out.find("approved by ada") != std::string::npos);
  CHECK(fixture.run({"status"}).out.find("worker/1") != std::string::npos);
  CHECK(fixture.run({"pending"}).out.find("muster approve") == std::string::npos);
}

TEST_CASE("a plan of the loop that is rejected by its id is not carried out and not asked about again") {
  const StrictApprovalFixture fixture;
  REQUIRE(fixture.run({"reconcile", "--once"}).code == 3);
  const auto id = fixture.waiting_id();
  const auto rejected =
      fixture.run({"reject", id, "--as", "ada", "--key", "ada.key", "--because", "not this quarter"});
  INFO(rejected.out << rejected.err);
  REQUIRE(rejected.code == 0);
  const auto next = fixture.run({"reconcile", "--once"});
  CHECK(next.out.find("is not applied: ") != std::string::npos);
  CHECK(next.out.find("not this quarter") != std::string::npos);
  CHECK(fixture.run({"status"}).out.find("worker/1") == std::string::npos);
}

TEST_CASE("a pending plan and is edited in the store is not approved, nor carried out") {
  const StrictApprovalFixture fixture;
  REQUIRE(fixture.run({"reconcile", "--once"}).code == 3);
  const auto id = fixture.waiting_id();
  fixture.query(
      ".muster/state.db",
      "update snapshot set text = replace(text, 's-1vcpu-2gb', 's-8vcpu-16gb') where name = 'pending'");
  const auto approved = fixture.run({"approve", id, "--as", "ada", "--key", "ada.key"});
  INFO(approved.out << approved.err);
  CHECK(approved.code == 1);
  CHECK_THAT(approved.err, Catch::Contains("was edited"));
}
