// A clone or a revision that is damaged, or that another git would refuse, is made anew.
#include "reconciler/adapters/git/tracked_branch.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "reconciler/adapters/git/run_git.hpp"
#include "tests/adapters/git/followed_remote.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/hand_made_commit.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace fs = std::filesystem;

TEST_CASE("a damaged clone is made anew, and what was followed is not forgotten with it") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  remote.commit("desired-state/fleet.yaml", "two\n");
  REQUIRE(follow(branch).ok());
  const auto before = *branch.followed();
  const fs::path clone = remote.terms.home + "/repository";
  SECTION("objects that a power cut left empty") {
    for (const auto& entry : fs::recursive_directory_iterator(clone / "objects")) {
      if (!entry.is_regular_file()) continue;
      fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
      fs::resize_file(entry.path(), 0);
    }
  }
  SECTION("a clone that was never finished") {
    fs::remove_all(clone);
    fs::create_directories(clone);
    std::ofstream(clone / "HEAD") << "ref: refs/heads/main\n";
  }
  SECTION("settings that are no settings") {
    std::ofstream(clone / "config") << "[core\n";
  }
  SECTION("a reference that is empty") {
    std::ofstream(clone / "refs/muster/followed");
  }
  SECTION("packed references of zeros") {
    std::ofstream(clone / "packed-refs", std::ios::binary) << std::string(200, '\0');
  }
  CHECK(*branch.followed() == before);
  git(remote.path(), {"reset", "-q", "--hard", "HEAD~1"});
  remote.commit("desired-state/fleet.yaml", "other\n");
  auto refused = follow(branch);
  if (refused.ok() || refused.error().kind != ErrorKind::conflict) refused = follow(branch);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::conflict);
  git(remote.path(), {"reset", "-q", "--hard", before});
  remote.commit("desired-state/fleet.yaml", "three\n");
  const auto folder = follow(branch);
  INFO((folder.ok() ? "" : folder.error().what));
  REQUIRE(folder.ok());
  CHECK(text_of(*folder + "/fleet.yaml") == "three\n");
}

TEST_CASE("a revision that is no longer as it was committed is written again") {
  const FollowedRemote remote;
  remote.commit("desired-state/policies/tiers.yaml", "tiers\n");
  TrackedBranch branch(remote.terms);
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  const fs::path file = *folder + "/policies/tiers.yaml";
  SECTION("a file is gone") {
    fs::remove(file);
  }
  SECTION("the folder is empty") {
    fs::remove_all(*folder);
    fs::create_directories(*folder);
  }
  SECTION("a file has another content") {
    std::ofstream(file) << "other\n";
  }
  SECTION("a file was added") {
    std::ofstream(*folder + "/more.yaml") << "more\n";
  }
  SECTION("a file became a link") {
    fs::remove(file);
    fs::create_symlink("/dev/null", file);
  }
  SECTION("nothing was recorded about it, as by earlier versions") {
    fs::remove_all(remote.terms.home + "/digests");
  }
  fs::rename(remote.path(".git"), remote.path("away"));  // The clone alone must do.
  const auto again = branch.check_out(*branch.followed(), "desired-state");
  INFO((again.ok() ? "" : again.error().what));
  REQUIRE(again.ok());
  CHECK(*again == *folder);
  CHECK(text_of(file) == "tiers\n");
  CHECK(text_of(*again + "/fleet.yaml") == "one\n");
  CHECK_FALSE(fs::exists(*again + "/more.yaml"));
  CHECK_FALSE(fs::is_symlink(file));
}

TEST_CASE("a revision that is as it was committed needs no clone") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  fs::remove_all(remote.terms.home + "/repository");
  CHECK(branch.check_out(*branch.followed(), "desired-state").ok());
}

TEST_CASE("a remote with object ids of the other kind is followed, also if it changes its kind") {
  FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  const TemporaryFolder other;
  git(other.path(), {"-c", "init.defaultBranch=main", "init", "-q", "--object-format=sha256"});
  git(other.path(), {"config", "uploadpack.allowFilter", "true"});
  other.write("desired-state/fleet.yaml", "long\n");
  git_commit_all(other.path(), "one");
  remote.terms.url = "file://" + other.path();
  SECTION("in a clone that is new") {
    remote.terms.home = remote.home.path("new");
    TrackedBranch fresh(remote.terms);
    const auto folder = follow(fresh);
    INFO((folder.ok() ? "" : folder.error().what));
    REQUIRE(folder.ok());
    CHECK(text_of(*folder + "/fleet.yaml") == "long\n");
    CHECK(fresh.followed()->size() == 64);
    CHECK(follow(fresh).ok());
  }
  SECTION("in a clone of the other kind") {
    TrackedBranch changed(remote.terms);
    const auto commit = changed.fetch();
    INFO((commit.ok() ? "" : commit.error().what));
    REQUIRE(commit.ok());
    CHECK(changed.check(*commit).error().kind == ErrorKind::conflict);
  }
}

namespace {

/// A variable of the environment for one test.
class SetVariable {
 public:
  SetVariable(const char* name, const std::string& value) : name_(name), before_(std::getenv(name)) {
    ::setenv(name, value.c_str(), 1);
  }
  SetVariable(const SetVariable&) = delete;
  SetVariable& operator=(const SetVariable&) = delete;
  ~SetVariable() { ::setenv(name_, before_.c_str(), 1); }

 private:
  const char* name_;
  std::string before_;
};

}  // namespace

TEST_CASE("settings of the user do not keep the clone from its work") {
  if (std::getenv("HOME") == nullptr) return;
  const FollowedRemote remote;
  const TemporaryFolder home;
  home.write(".gitconfig",
             "[safe]\n bareRepository = explicit\n[color]\n ui = always\n[core]\n hooksPath = " +
                 home.path() + "\n");
  home.write("reference-transaction", "#!/bin/sh\nexit 1\n");
  fs::permissions(home.path("reference-transaction"), fs::perms::owner_all);
  const SetVariable own("HOME", home.path());
  TrackedBranch branch(remote.terms);
  const auto folder = follow(branch);
  INFO((folder.ok() ? "" : folder.error().what));
  REQUIRE(folder.ok());
  CHECK(text_of(*folder + "/fleet.yaml") == "one\n");
}

TEST_CASE("another folder of a commit that was followed is another revision") {
  const FollowedRemote remote;
  remote.commit("other/fleet.yaml", "other\n");
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  const auto commit = *branch.followed();
  const auto other = branch.check_out(commit, "other");
  REQUIRE(other.ok());
  CHECK(text_of(*other + "/fleet.yaml") == "other\n");
  CHECK(text_of(*branch.check_out(commit, "desired-state/") + "/fleet.yaml") == "one\n");
  CHECK(text_of(*branch.check_out(commit, ".") + "/other/fleet.yaml") == "other\n");
  CHECK(branch.check_out(commit, "nowhere").error().kind == ErrorKind::not_found);
}
