#include "reconciler/adapters/signing/signature_check.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "tests/support/signers.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const Instant kAt = *parse_instant("2026-11-23T20:00:00Z");

Statement a_yes(const std::string& by = "ada") {
  return {FleetName("fpai"), by, kAt, PlanApproval{PlanId("sha256:ab"), kAt + 1h}};
}

const SignatureCheck& the_check() {
  static const SignatureCheck check(FleetName("fpai"), {approver("ada"), approver("bo")},
                                    "the fleet file at main");
  return check;
}

}  // namespace

TEST_CASE("a statement that its author signed is verified") {
  const auto said = key_of("ada").sign(a_yes());
  const auto verified = the_check().check(said);
  REQUIRE(verified.ok());
  CHECK(verified->statement() == a_yes());
  CHECK(verified->key() == key_of("ada").public_text());
}

TEST_CASE("a signature is refused with the exact reason") {
  struct Row {
    const char* that;
    void (*edit)(SignedStatement&);
    const char* message;
  };
  for (const auto& row : {
           Row{"forged", [](SignedStatement& s) { s.signature = to_base64(std::string(64, 'x')); },
               "the signature is invalid: ada's key did not make it, or the signed text"},
           Row{"cut short", [](SignedStatement& s) { s.signature.pop_back(); }, "the signature is invalid"},
           Row{"empty", [](SignedStatement& s) { s.signature.clear(); }, "the signature is invalid"},
           Row{"of another statement",
               [](SignedStatement& s) {
                 auto other = a_yes();
                 std::get<PlanApproval>(other.content).plan = PlanId("sha256:cd");
                 s.signature = key_of("ada").sign(other).signature;
               },
               "the signature is invalid"},
           Row{"by another approver's key",
               [](SignedStatement& s) { s.signature = key_of("bo").sign(s.statement).signature; },
               "the signature is invalid"},
           Row{"in another approver's name", [](SignedStatement& s) { s.statement.by = "bo"; },
               "but bo's key in the fleet file at main is"},
           Row{"by a foreign key that says so",
               [](SignedStatement& s) { s = key_of("mallory").sign(s.statement); },
               "but ada's key in the fleet file at main is"},
           Row{"by nobody we know", [](SignedStatement& s) { s = key_of("mallory").sign(a_yes("mallory")); },
               "mallory has no key in the fleet file at main, which names ada, bo"},
           Row{"for another fleet", [](SignedStatement& s) { s.statement.fleet = FleetName("prod"); },
               "it is for fleet prod, this is fleet fpai"},
           Row{"with another plan put in",
               [](SignedStatement& s) {
                 std::get<PlanApproval>(s.statement.content).plan = PlanId("sha256:cd");
               },
               "the signature is invalid"},
           Row{"made to hold longer",
               [](SignedStatement& s) { std::get<PlanApproval>(s.statement.content).until += 1h; },
               "the signature is invalid"},
           Row{"dated back", [](SignedStatement& s) { s.statement.at -= 1h; }, "the signature is invalid"},
           Row{"turned into another kind",
               [](SignedStatement& s) {
                 s.statement.content = PlanRejection{PlanId("sha256:ab"), ""};
               },
               "the signature is invalid"},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto said = key_of("ada").sign(a_yes());
      row.edit(said);
      const auto verified = the_check().check(said);
      REQUIRE_FALSE(verified.ok());
      CHECK(verified.error().kind == ErrorKind::denied);
      CHECK_THAT(verified.error().what, Catch::Contains(row.message));
    }
  }
}

TEST_CASE("every flipped bit of a signature is noticed") {
  const auto good = key_of("ada").sign(a_yes());
  const auto bytes = *from_base64(good.signature, 64);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto said = good;
    auto other = bytes;
    other[i] = static_cast<char>(other[i] ^ 1);
    said.signature = to_base64(other);
    INFO(i);
    CHECK_FALSE(the_check().check(said).ok());
  }
}

TEST_CASE("without approvers nobody's signature counts") {
  const SignatureCheck nobody(FleetName("fpai"), {}, "the fleet file");
  CHECK_THAT(nobody.check(key_of("ada").sign(a_yes())).error().what, Catch::Contains("names no approvers"));
}

TEST_CASE("statements come back from their file as they went in") {
  const std::vector<SignedStatement> all = {
      key_of("ada").sign(a_yes()),
      key_of("bo").sign({FleetName("fpai"), "bo", kAt, PlanRejection{PlanId("sha256:ab"), "too \"dear\"\n"}}),
      key_of("bo").sign({FleetName("fpai"), "bo", kAt,
                         StandingApproval{{PoolName("worker")}, 9, Money::micros(35714), kAt + 1h}}),
      key_of("bo").sign({FleetName("fpai"), "bo", kAt, Revocation{"0123456789ab", "over"}}),
  };
  const TemporaryFolder folder;
  const auto file = approvals_file_of(folder.path("plan.json"));
  CHECK(load_approvals(file)->empty());
  for (const auto& said : all) REQUIRE(add_approval(said, file).ok());
  const auto loaded = load_approvals(file);
  REQUIRE(loaded.ok());
  CHECK(*loaded == all);
  for (const auto& said : *loaded) CHECK(the_check().check(said).ok());
}

TEST_CASE("a file that holds no approvals gives an error that says where") {
  struct Row {
    const char* text;
    const char* message;
  };
  for (const auto& row : {
           Row{"", "plan.approvals"},
           Row{"[]", "not a file of approvals"},
           Row{R"({"format_version":"2.0","approvals":[]})", "format_version"},
           Row{R"({"format_version":"1.0","approvals":[{"kind":"approval"}]})", "approvals[0]"},
           Row{R"({"format_version":"1.0","approvals":[],"approvals":[]})", "twice"},
           Row{R"({"format_version":"1.0","approvals":[{"kind":"approval","fleet":"f","by":"a","at":"now",)"
               R"("key":"k","signature":"s"}]})",
               "now"},
       }) {
    INFO(row.text);
    const auto read = read_approvals(row.text, "plan.approvals");
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().what, Catch::Contains(row.message));
  }
  const TemporaryFolder folder;
  folder.write("a", "what was there");
  CHECK_FALSE(add_approval(key_of("ada").sign(a_yes()), folder.path("a")).ok());
  std::ifstream kept(folder.path("a"));
  CHECK(std::string(std::istreambuf_iterator<char>(kept), {}) == "what was there");
}
