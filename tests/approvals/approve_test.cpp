#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "reconciler/adapters/signing/key_file.hpp"
#include "tests/support/approval_fixture.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/signers.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// The office with the keys of its people as files.
struct Team : ApprovalFixture {
  explicit Team(const std::string& approval = "") : ApprovalFixture(approval) {
    for (const char* name : {"ada", "bo", "eve"}) {
      const auto file = (folder() / (std::string(name) + ".key")).string();
      REQUIRE(save_key(name, key_of(name), std::nullopt, file).ok());
    }
  }
  Ran approve(const std::string& name, std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"approve", "plan.json", "--as", name, "--key", name + ".key"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  Ran standing_approval(std::vector<std::string> more) const {
    std::vector<std::string> words = {"approve", "--envelope", "--as", "ada", "--key", "ada.key"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  /// A fleet of one machine, and a plan of its growth that needs a person.
  void grow_then_plan() const {
    REQUIRE(run({"apply", "--readings", "four.ndjson"}).code == 0);
    REQUIRE(plan().code == 0);
  }
};

std::string id_in(const std::string& text) {
  const auto at = text.find("Envelope ");
  REQUIRE(at != std::string::npos);
  return text.substr(at + 9, 12);
}

/// Six minutes of one value on worker/1, two days after the fleet was made.
std::string readings_of(const std::string& metric, int value) {
  std::string text;
  for (int second = 0; second <= 360; second += 30) {
    text +=
        fmt::format(R"({{"at":"2026-11-04T11:{:02}:{:02}Z","subject":"worker/1","metric":"{}","value":{}}})",
                    second / 60, second % 60, metric, value) +
        "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a plan is approved by a key and then applied") {
  const Team team;
  REQUIRE(team.plan().code == 0);
  CHECK(team.apply().code == 3);
  const auto approved = team.approve("ada");
  INFO(approved.out << approved.err);
  REQUIRE(approved.code == 0);
  CHECK_THAT(approved.err, Catch::Contains("Plan: 15 to add, 0 to change, 0 to destroy.") &&
                               Catch::Contains("$0.00 a month, then $128 (+$128)") &&
                               Catch::Contains("Nothing is destroyed."));
  CHECK_THAT(approved.out, Catch::Contains("Approved by ada until "));
  CHECK_THAT(team.run({"show", "plan.json"}).out,
             Catch::Contains("approval by ada of ") && Catch::Contains(": valid until "));
  CHECK_THAT(team.run({"approvals"}).out, Catch::Contains("approved by ada at "));

  SECTION("also where its readings have become old") {
    CHECK(team.run({"apply", "plan.json", "--at", "2026-11-09T00:00:00Z"}).code == 0);
  }
  SECTION("also where only the journal knows of it") {
    std::filesystem::remove(team.folder() / "plan.json.approvals");
    CHECK(team.apply().code == 0);
  }
  CHECK_THAT(team.run({"history", "-n", "1"}).out, Catch::Contains("by ada"));
}

TEST_CASE("a signature that would count nowhere is not made") {
  const Team team;
  REQUIRE(team.plan().code == 0);
  struct Row {
    std::vector<std::string> words;
    int code;
    const char* message;
  };
  for (const auto& row : std::vector<Row>{
           {{"approve", "plan.json", "--as", "eve", "--key", "eve.key"},
            3,
            "eve has no key in the fleet file"},
           {{"approve", "plan.json", "--as", "ada", "--key", "bo.key"}, 3, "but ada's key in the fleet file"},
           {{"approve", "plan.json", "--as", "ada"}, 1, "no home folder"},
           {{"approve", "plan.json", "--as", "ada", "--key", "no.key"}, 1, "muster keygen ada makes a key"},
           {{"approve", "none.json", "--as", "ada", "--key", "ada.key"}, 1, "none.json"},
           {{"approve", "--as", "ada", "--key", "ada.key"},
            1,
            "name the PLAN: its file, or the id that muster pending shows; or use --envelope"},
           {{"approve", "plan.json", "--as", "ada", "--key", "ada.key", "--until", "8d"}, 1, "at most 7d"},
           {{"approve", "plan.json", "--as", "ada", "--key", "ada.key", "--until", "soon"},
            1,
            "neither a time such as"},
           {{"approve", "plan.json", "--as", "ada", "--key", "ada.key", "--until", "2020-01-01T00:00:00Z"},
            1,
            "is past"},
           {{"approve", "plan.json"}, 1, "--as"},
       }) {
    const auto ran = team.run(row.words);
    INFO(ran.err);
    CHECK(ran.code == row.code);
    CHECK_THAT(ran.err, Catch::Contains(row.message));
  }
  CHECK_FALSE(std::filesystem::exists(team.folder() / "plan.json.approvals"));
}

TEST_CASE("a rejected plan is refused for good, whoever approves it") {
  const Team team;
  REQUIRE(team.plan().code == 0);
  REQUIRE(team.approve("ada").code == 0);
  const auto rejected =
      team.run({"reject", "plan.json", "--as", "bo", "--key", "bo.key", "--because", "not before the audit"});
  INFO(rejected.err);
  REQUIRE(rejected.code == 0);
  REQUIRE(team.approve("ada").code == 0);
  std::filesystem::remove(team.folder() / "plan.json.approvals");
  const auto apply = team.apply();
  CHECK(apply.code == 3);
  CHECK_THAT(apply.err, Catch::Contains("the plan is rejected: bo rejected it at ") &&
                            Catch::Contains("not before the audit"));
  CHECK(team.changing_requests() == 0);
}

TEST_CASE("inside an envelope any plan is applied, and is told of") {
  const Team team;
  team.grow_then_plan();
  const auto before = team.changing_requests();
  SECTION("one that holds it") {
    const auto granted =
        team.standing_approval({"--pools", "worker", "--machines", "4", "--per-hour", "$0.50"});
    INFO(granted.err);
    REQUIRE(granted.code == 0);
    const auto id = id_in(granted.out);
    REQUIRE(team.apply().code == 0);
    CHECK_THAT(team.run({"history", "-n", "1"}).out, Catch::Contains("by envelope " + id + " by ada"));
  }
  struct Row {
    const char* that;
    std::vector<std::string> limits;
    const char* message;
  };
  for (const auto& row : std::vector<Row>{
           {"a machine too few",
            {"--pools", "worker", "--machines", "3", "--per-hour", "$0.50"},
            "its pools would have 4 machines, it allows at most 3"},
           {"too little money",
            {"--pools", "worker", "--machines", "4", "--per-hour", "$0.10"},
            "an hour, it allows at most $0.10000"},
       }) {
    DYNAMIC_SECTION(row.that) {
      REQUIRE(team.standing_approval(row.limits).code == 0);
      const auto apply = team.apply();
      INFO(apply.err);
      CHECK(apply.code == 3);
      CHECK_THAT(apply.err, Catch::Contains(row.message));
      CHECK(team.changing_requests() == before);
    }
  }
  SECTION("one that was revoked holds nothing") {
    const auto id =
        id_in(team.standing_approval({"--pools", "worker", "--machines", "9", "--per-hour", "1"}).out);
    const auto ended =
        team.run({"reject", id, "--as", "bo", "--key", "bo.key", "--because", "the week is over"});
    INFO(ended.err);
    REQUIRE(ended.code == 0);
    CHECK_THAT(team.run({"approvals"}).out, Catch::Contains(", revoked"));
    const auto apply = team.apply();
    CHECK(apply.code == 3);
    CHECK_THAT(apply.err, Catch::Contains("it was revoked"));
    CHECK(team.changing_requests() == before);
  }
  SECTION("one of no such pool is not granted") {
    const auto granted = team.standing_approval({"--pools", "web", "--machines", "9", "--per-hour", "1"});
    CHECK(granted.code == 1);
    CHECK_THAT(granted.err, Catch::Contains("has no pool \"web\"; it has worker"));
    CHECK_THAT(team.standing_approval({"--pools", "worker"}).err, Catch::Contains("--machines"));
  }
}

TEST_CASE("small steps that were planned apart are judged together when they are applied") {
  const ApprovalFixture fixture;
  fixture.replace("desired-state/fleet.yaml", "auto_below: $50/month", "auto_below: $8/month");
  git_commit_all(fixture.folder().string(), "a lower limit");
  REQUIRE(fixture.run({"apply", "--readings", "four.ndjson", "--auto-approve"}).code == 0);
  fixture.write("cpu.ndjson", readings_of("cpu", 85));
  fixture.write("disk.ndjson", readings_of("disk", 95));
  const auto resize = fixture.run({"plan", "--readings", "cpu.ndjson", "-o", "plan.json"});
  INFO(resize.out << resize.err);
  REQUIRE_THAT(resize.out, Catch::Contains("Verdict: allowed: +$6.00"));
  const auto volume = fixture.run({"apply", "--readings", "disk.ndjson"});
  INFO(volume.out << volume.err);
  REQUIRE(volume.code == 0);
  const auto before = fixture.changing_requests();
  const auto apply = fixture.apply();
  INFO(apply.out << apply.err);
  CHECK(apply.code == 3);
  CHECK_THAT(apply.err,
             Catch::Contains("+$6.00 a month and the +$5.00 of the last 1d together are not below"));
  CHECK(fixture.changing_requests() == before);
}

TEST_CASE("keygen makes a key that opens with its passphrase and is never overwritten") {
  const Workbench bench;
  bench.write_private("words", "correct horse battery\n");
  const auto made = bench.muster({"keygen", "ada", "--out", "ada.key", "--passphrase-file", "words"});
  INFO(made.err);
  REQUIRE(made.code == 0);
  CHECK_THAT(made.out, Catch::StartsWith("- { name: ada, key: \"ed25519:"));
  struct stat status {};
  REQUIRE(stat((bench.folder() / "ada.key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const auto key = bench.read("ada.key");
  CHECK_THAT(key, Catch::Contains("argon2id") && !Catch::Contains("correct horse"));

  CHECK(bench.muster({"keygen", "ada", "--out", "ada.key", "--no-passphrase"}).code == 1);
  CHECK(bench.read("ada.key") == key);
  const auto script = bench.muster({"keygen", "bo", "--out", "bo.key"});
  CHECK(script.code == 1);
  CHECK_THAT(script.err, Catch::Contains("--passphrase-file"));
  CHECK(bench.muster({"keygen", "../bo", "--no-passphrase"}).code == 1);
  bench.write_private("short", "abc\n");
  CHECK_THAT(bench.muster({"keygen", "bo", "--out", "bo.key", "--passphrase-file", "short"}).err,
             Catch::Contains("shorter than 8"));

  CHECK_FALSE(std::filesystem::exists(bench.folder() / "bo.key"));
}

TEST_CASE("on a terminal a person sees what is signed and says yes") {
  const Team team;
  REQUIRE(team.plan().code == 0);
  const auto no = team.on_terminal({"approve", "plan.json", "--as", "ada", "--key", "ada.key"}, "y\n");
  CHECK(no.code == 1);
  CHECK_THAT(no.out, Catch::Contains("Nothing was signed."));
  CHECK_FALSE(std::filesystem::exists(team.folder() / "plan.json.approvals"));
  const auto yes = team.on_terminal({"approve", "plan.json", "--as", "ada", "--key", "ada.key"}, "yes\n");
  INFO(yes.out);
  CHECK(yes.code == 0);
  CHECK_THAT(yes.out, Catch::Contains("Approved by ada"));
}
