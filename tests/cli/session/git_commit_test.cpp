#include "reconciler/cli/session/git_commit.hpp"

#include <catch2/catch.hpp>

#include "tests/support/workbench.hpp"

using namespace muster;

TEST_CASE("the commit of declared files is read from git's own files") {
  const std::string commit(40, 'a');
  const Workbench bench;
  const auto dir = (bench.folder() / "desired-state" / "deep").string();
  bench.write("desired-state/deep/fleet.yaml", "");
  SECTION("outside git there is none") {
    CHECK(git_commit_of(dir).empty());
  }
  SECTION("a branch") {
    bench.write(".git/HEAD", "ref: refs/heads/main\n");
    bench.write(".git/refs/heads/main", commit + "\n");
    CHECK(git_commit_of(dir) == commit);
  }
  SECTION("a detached head") {
    bench.write(".git/HEAD", commit + "\n");
    CHECK(git_commit_of(dir) == commit);
  }
  SECTION("a packed branch") {
    bench.write(".git/HEAD", "ref: refs/heads/main\n");
    bench.write(".git/packed-refs", "# pack-refs\n" + commit + " refs/heads/main\n");
    CHECK(git_commit_of(dir) == commit);
  }
  SECTION("a linked work tree") {
    bench.write("main/.git/refs/heads/side", commit + "\n");
    bench.write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
    bench.write("main/.git/worktrees/side/commondir", "../..\n");
    bench.write(".git", "gitdir: main/.git/worktrees/side\n");
    CHECK(git_commit_of(dir) == commit);
  }
  SECTION("a branch without a commit yet") {
    bench.write(".git/HEAD", "ref: refs/heads/main\n");
    CHECK(git_commit_of(dir).empty());
  }
  SECTION("what is no commit is not taken for one") {
    bench.write(".git/HEAD", "gibberish\n");
    CHECK(git_commit_of(dir).empty());
  }
}
