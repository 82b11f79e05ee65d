#include "reconciler/adapters/git/followed_branch.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "reconciler/adapters/git/run_git.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace fs = std::filesystem;

namespace {

/// A remote with one commit, and somebody who follows it.
struct Remote : TemporaryFolder {
  TemporaryFolder home;
  BranchTerms terms;

  Remote() {
    git_init(path());
    git(path(), {"config", "uploadpack.allowFilter", "true"});
    commit("desired-state/fleet.yaml", "one\n");
    terms.url = "file://" + path();
    terms.home = home.path("git");
  }
  std::string commit(const std::string& file, const std::string& text) const {
    write(file, text);
    git_commit_all(path(), "changes " + file);
    return head();
  }
  std::string head() const {
    const auto out = git(path(), {"rev-parse", "HEAD"});
    return out.substr(0, out.find('\n'));
  }
};

std::string read(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Follows what is there now; the error when it may not be.
Result<std::string> follow(FollowedBranch& branch) {
  const auto commit = branch.fetch();
  if (!commit) return commit.error();
  if (const auto checked = branch.check(*commit); !checked) return checked.error();
  auto folder = branch.check_out(*commit, "desired-state");
  if (!folder) return folder.error();
  if (const auto accepted = branch.accept(*commit); !accepted) return accepted.error();
  return folder;
}

}  // namespace

TEST_CASE("a branch is followed forwards, commit by commit") {
  const Remote remote;
  FollowedBranch branch(remote.terms);
  CHECK(*branch.followed() == "");
  const auto first = follow(branch);
  REQUIRE(first.ok());
  CHECK(read(*first + "/fleet.yaml") == "one\n");
  remote.commit("desired-state/fleet.yaml", "two\n");
  const auto second = remote.commit("desired-state/fleet.yaml", "three\n");
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  CHECK(read(*folder + "/fleet.yaml") == "three\n");
  CHECK(*branch.followed() == second);
}

TEST_CASE("a rewritten branch is not followed, unless its commit is accepted by name") {
  const Remote remote;
  FollowedBranch branch(remote.terms);
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
  FollowedBranch accepting(terms);
  CHECK(follow(accepting).ok());
  CHECK(*accepting.followed() == rewritten);
}

TEST_CASE("a remote that does not answer, and a branch that is not there, are told apart") {
  Remote remote;
  FollowedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  const auto before = *branch.followed();

  remote.terms.branch = "production";
  FollowedBranch elsewhere(remote.terms);
  CHECK(elsewhere.fetch().error().kind == ErrorKind::not_found);

  fs::rename(remote.path(".git"), remote.path("gone"));
  const auto failed = branch.fetch();
  CHECK(failed.error().kind == ErrorKind::io);
  // What was followed is still known, also to the next process.
  CHECK(*FollowedBranch(remote.terms).followed() == before);
  CHECK(branch.check_out(before, "desired-state").ok());
}

TEST_CASE("a remote whose HEAD is detached has its branch all the same") {
  const Remote remote;
  const auto main = remote.head();
  git(remote.path(), {"checkout", "-q", "--detach"});
  remote.commit("desired-state/fleet.yaml", "detached\n");
  FollowedBranch branch(remote.terms);
  REQUIRE(follow(branch).ok());
  CHECK(*branch.followed() == main);
}

TEST_CASE("of a huge repository only the folder is fetched") {
  const Remote remote;
  std::string big(8 << 20, 'x');
  std::uint64_t state = 1;
  for (auto& byte : big) {  // Does not compress.
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<char>(state);
  }
  remote.commit("data/model.bin", big);
  FollowedBranch branch(remote.terms);
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  CHECK(read(*folder + "/fleet.yaml") == "one\n");
  std::uintmax_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(remote.terms.home))
    if (entry.is_regular_file()) size += entry.file_size();
  CHECK(size < big.size() / 8);
}

TEST_CASE("a remote that takes for ever is left alone in time") {
  Remote remote;
  // A repository that is a pipe: git waits for somebody to write into it.
  remote.terms.url = "ssh://127.0.0.1:9/nowhere";
  remote.terms.first_patience = 1ms;
  FollowedBranch branch(remote.terms);
  const auto fetched = branch.fetch();
  REQUIRE_FALSE(fetched.ok());
  CHECK((fetched.error().kind == ErrorKind::timeout || fetched.error().kind == ErrorKind::io));
}

TEST_CASE("a link in the repository that leads out of it is checked out as a link, and followed by nobody") {
  const Remote remote;
  fs::create_symlink("/etc/passwd", remote.path("desired-state/policy.yaml"));
  git_commit_all(remote.path(), "a link");
  FollowedBranch branch(remote.terms);
  const auto folder = follow(branch);
  REQUIRE(folder.ok());
  CHECK(fs::is_symlink(*folder + "/policy.yaml"));
}

TEST_CASE("only commits signed by a named key are followed where signatures are asked for") {
  Remote remote;
  const auto key = remote.home.path("key");
  const auto made = std::system(("ssh-keygen -q -t ed25519 -N '' -f " + key + " > /dev/null 2>&1").c_str());
  if (made != 0) {
    std::cout << "skipped: ssh-keygen is not there, so no signed commit can be made\n";
    return;
  }
  const auto pub = read(key + ".pub");
  std::ofstream(remote.home.path("signers")) << "ada@example.com " << pub;
  remote.terms.allowed_signers = remote.home.path("signers");
  FollowedBranch branch(remote.terms);
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
  const Remote remote;
  FollowedBranch branch(remote.terms);
  for (int i = 0; i < 8; ++i) {
    remote.commit("desired-state/fleet.yaml", std::to_string(i) + "\n");
    REQUIRE(follow(branch).ok());
  }
  CHECK(std::distance(fs::directory_iterator(remote.terms.home + "/revisions"), {}) <= 3);
}
