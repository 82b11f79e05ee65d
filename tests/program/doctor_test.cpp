#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <functional>
#include <optional>

#include "tests/program/check_document.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kApprover =
    "\n    approvers:\n      - { name: ada, key: \"ed25519:" + std::string(43, 'A') + "=\" }\n";

/// A set-up in which muster can do all of its work: files in git, a cloud that accepts the key.
struct SetUp {
  CloudProcess cloud;
  Workbench bench;
  std::map<std::string, std::string> environment = cloud.environment();

  explicit SetUp(const std::vector<std::string>& cloud_words = {"--speed", "2000"}) : cloud(cloud_words) {
    bench.copy_reference_fleet();
    environment["HOME"] = bench.folder().string();
    bench.write("desired-state/fleet.yaml", bench.read("desired-state/fleet.yaml") + kApprover);
    bench.write(".gitignore", ".muster/\n.config/\n");
    git_init(bench.folder().string());
    git_commit_all(bench.folder().string(), "all");
  }
  Ran doctor(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), "doctor");
    return bench.muster(more, environment);
  }
};

}  // namespace

TEST_CASE("doctor finds no problem in a set-up that works, and changes nothing") {
  const SetUp set_up;
  const auto ran = set_up.doctor();
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, !Catch::Contains("✗"));
  for (const char* line : {"✓ key", "✓ cloud", "✓ sizes", "✓ quota", "✓ store", "✓ base", "✓ approvers"})
    CHECK_THAT(ran.out, Catch::Contains(line));
  CHECK(ran.err.empty());

  const auto json = set_up.doctor({"--json"});
  CHECK(json.code == 0);
  check_document("doctor", json.out);
  CHECK_THAT(set_up.doctor({"--format", "markdown"}).out, Catch::Contains("| key | good |"));
  CHECK_THAT(set_up.bench.muster({"status"}, set_up.environment).out, !Catch::Contains("worker/1"));
}

TEST_CASE("doctor names each broken part with its cure") {
  struct Row {
    const char* name;
    std::function<void(SetUp&)> break_it;
    const char* finding;
    const char* cure;
    int code;
  };
  const auto edit = [](const SetUp& set_up, const std::string& from, const std::string& to) {
    set_up.bench.replace("desired-state/fleet.yaml", from, to);
    git_commit_all(set_up.bench.folder().string(), "edit");
  };
  const std::string key_file = ".config/muster/ada.key";
  for (const auto& row : {
           Row{"a mistake in a file", [&](SetUp& s) { edit(s, "s-2vcpu-4gb", "s-2vcpu-4g"); }, "✗ files",
               "did you mean s-2vcpu-4gb?", 1},
           Row{"no key", [](SetUp& s) { s.environment.erase("DIGITALOCEAN_API_KEY"); }, "✗ key",
               "muster vault set digitalocean", 1},
           Row{"a cloud that does not answer",
               [](SetUp& s) { s.environment["DIGITALOCEAN_API_URL"] = "http://127.0.0.1:1"; }, "✗ cloud",
               "check the network", 1},
           Row{"a base branch that does not exist", [](SetUp& s) { s.environment["MUSTER_BASE"] = "prod"; },
               "✗ base", "name it with --base", 1},
           Row{"files outside of git",
               [](SetUp& s) { std::filesystem::remove_all(s.bench.folder() / ".git"); }, "! base",
               "base branch is protected", 0},
           Row{"no approver", [&](SetUp& s) { edit(s, kApprover, ""); }, "! approvers", "muster keygen", 0},
           Row{"a key that others can read", [&](SetUp& s) { s.bench.write(key_file, "{}"); }, "✗ approvers",
               "chmod 600", 1},
           Row{"a store that is none",
               [](SetUp& s) { s.bench.write(".muster/state.db", std::string(5000, 'x')); }, "✗ store",
               "restore this one", 1},
           Row{"a journal that somebody changed",
               [](SetUp& s) {
                 REQUIRE(s.bench.muster({"apply", "--auto-approve"}, s.environment).code == 0);
                 SQLite::Database database((s.bench.folder() / ".muster/state.db").string(),
                                           SQLite::OPEN_READWRITE);
                 database.exec("UPDATE journal SET body = replace(body, 'worker', 'wurker')");
               },
               "✗ store", "muster history --verify", 1},
           Row{"a policy that is missing",
               [](SetUp& s) {
                 for (const char* file : {"disk.yaml", "disk_test.yaml"})
                   std::filesystem::remove(s.bench.folder() / "desired-state/policies" / file);
               },
               "! policies", "docs/reference/policies.md", 0},
       }) {
    DYNAMIC_SECTION(row.name) {
      SetUp set_up;
      row.break_it(set_up);
      const auto ran = set_up.doctor();
      INFO(ran.out << ran.err);
      CHECK(ran.code == row.code);
      CHECK_THAT(ran.out, Catch::Contains(row.finding) && Catch::Contains(row.cure));
      // Each finding that is not good has its cure.
      const auto json = set_up.doctor({"--json"});
      check_document("doctor", json.out);
      CHECK_THAT(json.out, !Catch::Contains(R"("state":"problem","message":"","cure":"")"));
    }
  }
}

TEST_CASE("doctor tells when the account is too small for the pools") {
  const SetUp set_up({"--speed", "2000", "--droplet-limit", "5"});
  const auto ran = set_up.doctor();
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("! quota") && Catch::Contains("the account allows 5") &&
                          Catch::Contains("request a limit of 12"));
}

TEST_CASE("doctor names the part of the cloud that it cannot read") {
  Workbench files;
  files.write("faults.yaml",
              "apiVersion: muster/v1\nkind: Faults\nseed: 1\nfaults:\n  - calls: GET /v2/volumes\n    fault: "
              "server_error\n");
  const SetUp set_up({"--speed", "2000", "--faults", (files.folder() / "faults.yaml").string()});
  const auto ran = set_up.doctor();
  INFO(ran.out << ran.err);
  CHECK(ran.code == 1);
  CHECK_THAT(ran.out, Catch::Contains("✗ cloud") && Catch::Contains("volumes"));
}
