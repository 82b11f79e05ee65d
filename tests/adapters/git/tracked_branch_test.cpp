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

TEST_CASE("a branch is followed forwards, commit by commit") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  CHECK(*branch.followed() == "");
  const auto first = follow(branch);
  REQUIRE(first.ok());
  CHECK(text_of(*first + "/fleet.yaml") == "one\n");
  remote.commit("desired-state/fleet.yaml", "two\n");
  const auto second = remote.commit("desired-state/fleet.yaml", "three\n");
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  CHECK(text_of(*folder + "/fleet.yaml") == "three\n");
  CHECK(*branch.followed() == second);
}

TEST_CASE("a rewritten branch is not followed, unless its commit is accepted by name") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  remote.commit("desired-state/fleet.yaml", "two\n");
  REQUIRE(follow(branch).ok());
  const auto before = *branch.followed();
  git(remote.path(), {"reset", "-q", "--hard", "HEAD~1"});
  const auto rewritten = remote.commit("desired-state/fleet.yaml", "other\n");
  const auto refused = follow(branch);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::conflict);
  CHECK(refused.error().what.find("was rewritten") != std::string::npos);
  CHECK(*branch.followed() == before);

  auto terms = remote.terms;
  terms.accept = rewritten.substr(0, 12);
  TrackedBranch accepting(terms);
  CHECK(follow(accepting).ok());
  CHECK(*accepting.followed() == rewritten);
}

TEST_CASE("a remote that does not answer, and a branch that does not exist, are told apart") {
  FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  const auto before = *branch.followed();

  remote.terms.branch = "production";
  TrackedBranch elsewhere(remote.terms);
  CHECK(elsewhere.fetch().error().kind == ErrorKind::not_found);

  fs::rename(remote.path(".git"), remote.path("gone"));
  const auto failed = branch.fetch();
  CHECK(failed.error().kind == ErrorKind::io);
  // What was followed is still known, also to the next process.
  CHECK(*TrackedBranch(remote.terms).followed() == before);
  CHECK(branch.check_out(before, "desired-state").ok());
}

TEST_CASE("a remote whose HEAD is detached has its branch all the same") {
  const FollowedRemote remote;
  const auto main = remote.head();
  git(remote.path(), {"checkout", "-q", "--detach"});
  remote.commit("desired-state/fleet.yaml", "detached\n");
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  CHECK(*branch.followed() == main);
}

TEST_CASE("of a huge repository only the folder is fetched") {
  const FollowedRemote remote;
  std::string big(8 << 20, 'x');
  std::uint64_t state = 1;
  for (auto& byte : big) {  // Does not compress.
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<char>(state);
  }
  remote.commit("data/model.bin", big);
  TrackedBranch branch(remote.terms);
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  CHECK(text_of(*folder + "/fleet.yaml") == "one\n");
  std::uintmax_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(remote.terms.home))
    if (entry.is_regular_file()) size += entry.file_size();
  CHECK(size < big.size() / 8);
}

TEST_CASE("a remote that takes for ever is left alone in time") {
  FollowedRemote remote;
  // A repository that is a pipe: git waits for somebody to write into it.
  remote.terms.url = "ssh://127.0.0.1:9/nowhere";
  remote.terms.first_patience = 1ms;
  TrackedBranch branch(remote.terms);
  const auto fetched = branch.fetch();
  REQUIRE_FALSE(fetched.ok());
  CHECK((fetched.error().kind == ErrorKind::timeout || fetched.error().kind == ErrorKind::io));
}

TEST_CASE("a link in the repository that leads out of it is checked out as a link, and followed by nobody") {
  const FollowedRemote remote;
  fs::create_symlink("/etc/passwd", remote.path("desired-state/policy.yaml"));
  git_commit_all(remote.path(), "a link");
  TrackedBranch branch(remote.terms);
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  CHECK(fs::is_symlink(*folder + "/policy.yaml"));
}

TEST_CASE("only commits signed by a named key are followed where signatures are asked for") {
  FollowedRemote remote;
  const auto key = remote.home.path("key");
  const auto made = std::system(("ssh-keygen -q -t ed25519 -N '' -f " + key + " > /dev/null 2>&1").c_str());
  if (made != 0) {
    std::cout << "skipped: ssh-keygen does not exist, so no signed commit can be made\n";
    return;
  }
  const auto pub = text_of(key + ".pub");
  std::ofstream(remote.home.path("signers")) << "ada@example.com " << pub;
  remote.terms.allowed_signers = remote.home.path("signers");
  TrackedBranch branch(remote.terms);
  const auto unsigned_one = follow(branch);
  REQUIRE_FALSE(unsigned_one.ok());
  CHECK(unsigned_one.error().kind == ErrorKind::denied);

  remote.write("desired-state/fleet.yaml", "signed\n");
  git(remote.path(), {"add", "-A"});
  git(remote.path(),
      {"-c", "gpg.format=ssh", "-c", "user.signingkey=" + key, "commit", "-q", "-S", "-m", "signed"});
  const auto followed = follow(branch);
  INFO((followed.ok() ? "" : followed.error().what));
  CHECK(followed.ok());
}

TEST_CASE("of old revisions only a few are kept") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  for (int i = 0; i < 8; ++i) {
    remote.commit("desired-state/fleet.yaml", std::to_string(i) + "\n");
    REQUIRE(follow(branch).ok());
  }
  CHECK(std::distance(fs::directory_iterator(remote.terms.home + "/revisions"), {}) <= 3);
}

TEST_CASE("a lock or half pack that a killed git left in the clone stops nothing") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  int n = 0;
  for (const std::string left :
       {"index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock", "refs/muster/head.lock",
        "refs/muster/followed.lock", "gc.pid", "objects/pack/tmp_pack_a1b2c3", "objects/maintenance.lock"}) {
    INFO(left);
    const auto file = remote.terms.home + "/repository/" + left;
    fs::create_directories(fs::path(file).parent_path());
    std::ofstream(file) << "left";
    const auto text = std::to_string(++n) + "\n";
    const auto commit = remote.commit("desired-state/fleet.yaml", text);
    const auto folder = follow(branch);
    INFO((folder.ok() ? "" : folder.error().what));
    REQUIRE(folder.ok());
    CHECK(text_of(*folder + "/fleet.yaml") == text);
    CHECK(*branch.followed() == commit);
    CHECK_FALSE(fs::exists(file));
  }
}

TEST_CASE("files that could not be fetched are no fault of the commit, and are had at the next try") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  remote.commit("desired-state/fleet.yaml", "two\n");
  const auto commit = branch.fetch();
  REQUIRE(commit.ok());
  fs::rename(remote.path(".git"), remote.path("away"));
  const auto failed = branch.check_out(*commit, "desired-state");
  REQUIRE_FALSE(failed.ok());
  CHECK_FALSE(is_commits_own_fault(failed.error().kind));
  fs::rename(remote.path("away"), remote.path(".git"));
  const auto folder = branch.check_out(*commit, "desired-state");
  REQUIRE(folder.ok());
  CHECK(text_of(*folder + "/fleet.yaml") == "two\n");
}

TEST_CASE("only content, signature and history are held against a commit") {
  for (const auto kind : {ErrorKind::invalid, ErrorKind::denied, ErrorKind::conflict, ErrorKind::not_found})
    CHECK(is_commits_own_fault(kind));
  for (const auto kind :
       {ErrorKind::io, ErrorKind::timeout, ErrorKind::cancelled, ErrorKind::unknown_outcome})
    CHECK_FALSE(is_commits_own_fault(kind));
}

TEST_CASE("a commit whose folder became a submodule, a link or nothing is refused for what it is") {
  const FollowedRemote remote;
  TrackedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  const auto before = *branch.followed();
  const HandMade made(remote.path());
  struct Row {
    std::string root;
    std::string message;
  };
  const auto file = made.blob("x\n");
  for (const auto& row :
       {Row{made.tree({{"160000", "desired-state", std::string(40, '1')}}), "submodule"},
        Row{made.tree({{"40000", "desired-state",
                        made.tree({{"100644", "fleet.yaml", file},
                                   {"160000", "policies", std::string(40, '1')}})}}),
            "policies is a submodule"},
        Row{made.tree({{"120000", "desired-state", made.blob("other")}, {"40000", "other", made.tree({})}}),
            "is a link"},
        Row{made.tree({{"100644", "readme.md", file}}), "has no folder desired-state"}}) {
    git(remote.path(), {"update-ref", "refs/heads/main", made.commit(row.root, before)});
    const auto refused = follow(branch);
    REQUIRE_FALSE(refused.ok());
    CHECK(is_commits_own_fault(refused.error().kind));
    CHECK_THAT(refused.error().what, Catch::Contains(row.message));
    CHECK(*branch.followed() == before);
  }
}

TEST_CASE("a signature of another kind is no signature of the keys in the file") {
  FollowedRemote remote;
  remote.terms.allowed_signers = remote.home.path("signers");
  std::ofstream(remote.home.path("signers"))
      << "ada@example.com ssh-ed25519 "
         "AAAAC3NzaC1lZDI1NTE5AAAAIIiEuZPGqy1Xe1nQ7EGB9kQbWHIHbQ0VSfEzD0"
         "N1Y1lX\n";
  TrackedBranch branch(remote.terms);
  const HandMade made(remote.path());
  const auto tree = first_line_of(git(remote.path(), {"rev-parse", "HEAD^{tree}"}));
  const auto head = remote.head();
  for (const std::string kind : {"PGP SIGNATURE", "PGP MESSAGE", "SIGNED MESSAGE"}) {
    INFO(kind);
    const auto signature = "gpgsig -----BEGIN " + kind + "-----\n \n iQEz\n -----END " + kind + "-----\n";
    git(remote.path(), {"update-ref", "refs/heads/main", made.commit(tree, head, signature)});
    const auto refused = follow(branch);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::denied);
    CHECK_THAT(refused.error().what, Catch::Contains("is not one of SSH"));
  }
}

TEST_CASE("a password in the address is in no file of the clone, nor in an error") {
  FollowedRemote remote;
  remote.terms.url = "https://s3cr3t-t0ken@127.0.0.1:9/fleet.git";
  TrackedBranch branch(remote.terms);
  const auto failed = branch.fetch();
  REQUIRE_FALSE(failed.ok());
  CHECK_THAT(failed.error().what, !Catch::Contains("s3cr3t"));
  for (const auto& entry : fs::recursive_directory_iterator(remote.terms.home))
    if (entry.is_regular_file()) CHECK_THAT(text_of(entry.path()), !Catch::Contains("s3cr3t"));
  CHECK((fs::status(remote.terms.home).permissions() & fs::perms::others_all) == fs::perms::none);
}

TEST_CASE("what git says is told whole, in one line, without hints") {
  GitRun run;
  run.code = 128;
  run.err =
      "ssh: connect to host x port 22: Connection refused\r\nhint: try again\nfatal: Could not read from "
      "remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.";
  CHECK(message_of(run) ==
        "ssh: connect to host x port 22: Connection refused; fatal: Could not read from remote repository.; "
        "Please make sure you have the correct access rights; and the repository exists.");
  run.err = std::string(5000, 'x');
  CHECK(message_of(run).size() <= 603);
  run.err = "";
  CHECK(message_of(run) == "git ended with 128 and printed nothing");
}
