// Files of an earlier version are read by this one.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

namespace fs = std::filesystem;

/// A folder with all that version 0.1.0 left behind.
struct OldFiles : Workbench {
  OldFiles() {
    fs::copy(fs::path(MUSTER_SOURCE_DIR) / "tests/fixtures/formats-0.1", folder(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    fs::rename(folder() / "state", folder() / ".muster");
    for (const auto* name : {"vault.json", "ada.key", "plan.json", ".muster/state.db"})
      fs::permissions(folder() / name, fs::perms::owner_read | fs::perms::owner_write);
    write_private("passphrase", "open sesame\n");
    write(".gitignore", ".muster/\n");
  }
};

}  // namespace

TEST_CASE("declared files of version 0.1 are valid") {
  const OldFiles old;
  const auto ran = old.muster({"validate"});
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
}

TEST_CASE("a plan of version 0.1 is shown and explained with its approval") {
  const OldFiles old;
  const auto shown = old.muster({"show", "plan.json"});
  INFO(shown.out << shown.err);
  CHECK(shown.code == 0);
  CHECK_THAT(shown.out,
             Catch::Contains("Plan: 6 to add, 2 to change, 0 to destroy.") && Catch::Contains("ada"));
  const auto explained = old.muster({"explain", "plan.json", "worker/1"});
  INFO(explained.out << explained.err);
  CHECK(explained.code == 0);
  CHECK_THAT(explained.out, Catch::Contains("cpu-hot"));
}

TEST_CASE("a store of version 0.1 tells its history, and its chain holds") {
  const OldFiles old;
  const auto history = old.sandbox({"history", "--json"});
  INFO(history.out << history.err);
  CHECK(history.code == 0);
  CHECK_THAT(history.out, Catch::Contains("s-2vcpu-2gb") && Catch::Contains("cpu-hot"));
  const auto verified = old.sandbox({"history", "--verify"});
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);
}

TEST_CASE("the loop goes on with a store of version 0.1") {
  const OldFiles old;
  test::git_init(old.folder().string());
  test::git_commit_all(old.folder().string(), "first");
  const auto ran = old.sandbox({"reconcile", "--once", "--auto-approve", "--base", "HEAD"});
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  const auto status = old.sandbox({"status", "--no-readings"});
  INFO(status.out << status.err);
  CHECK(status.code == 0);
  CHECK_THAT(status.out, Catch::Contains("worker/3"));
}

TEST_CASE("a vault of version 0.1 opens") {
  const OldFiles old;
  const auto ran = old.muster({"vault", "get", "chat-hook", "--vault", "vault.json"},
                              {{"MUSTER_VAULT_PASSPHRASE_FILE", "passphrase"}});
  INFO(ran.err);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::StartsWith("a chat hook"));
}

TEST_CASE("a key of version 0.1 signs") {
  const OldFiles old;
  test::git_init(old.folder().string());
  test::git_commit_all(old.folder().string(), "first");
  const auto ran = old.muster({"approve", "--envelope", "--as", "ada", "--key", "ada.key",
                               "--passphrase-file", "passphrase", "--pools", "worker", "--machines", "6",
                               "--per-hour", "0.5", "--until", "12h", "--base", "HEAD"});
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
}
