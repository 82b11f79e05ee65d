#include "reconciler/adapters/git/base_branch.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A repository with one commit on the branch `first`.
struct LocalRepository : TemporaryFolder {
  explicit LocalRepository(const std::string& first = "main") {
    git(path(), {"-c", "init.defaultBranch=" + first, "init", "-q"});
    write("readme.txt", "one\n");
    git_commit_all(path(), "one");
  }
  void change_on(const std::string& branch) const {
    git(path(), {"checkout", "-q", "-b", branch});
    write("readme.txt", branch + "\n");
    git_commit_all(path(), "a change on " + branch);
  }
  std::string commit(const std::string& name) const { return git(path(), {"rev-parse", name}).substr(0, 40); }
  Result<BaseBranch> base() const {
    const auto repository = find_repository(path());
    REQUIRE(repository.ok());
    REQUIRE(*repository);
    return find_base(**repository, "");
  }
};

void check_unknown(const Result<BaseBranch>& base, const std::string& message) {
  REQUIRE(base.ok());
  CHECK(base->commit.empty());
  CHECK_THAT(base->unknown, Catch::Contains(message) && Catch::Contains("--base"));
}

void check_known(const Result<BaseBranch>& base, const std::string& name, const std::string& commit) {
  REQUIRE(base.ok());
  CHECK(base->unknown.empty());
  CHECK(base->name == name);
  CHECK(base->commit == commit);
}

}  // namespace

TEST_CASE("without a remote, the only branch governs, or the main one that was there first") {
  SECTION("the only branch, under any name") {
    const LocalRepository repository("work");
    check_known(repository.base(), "HEAD", repository.commit("work"));
  }
  SECTION("main, from another branch") {
    const LocalRepository repository;
    repository.change_on("change");
    check_known(repository.base(), "main", repository.commit("main"));
  }
  SECTION("master, while it is checked out and has moved on") {
    const LocalRepository repository("master");
    repository.change_on("change");
    git(repository.path(), {"checkout", "-q", "master"});
    repository.write("readme.txt", "two\n");
    git_commit_all(repository.path(), "two");
    check_known(repository.base(), "HEAD", repository.commit("master"));
  }
  SECTION("master that was renamed to main") {
    const LocalRepository repository("master");
    git(repository.path(), {"branch", "-m", "master", "main"});
    repository.change_on("change");
    check_known(repository.base(), "main", repository.commit("main"));
  }
  SECTION("a tag with the name of the branch does not hide it") {
    const LocalRepository repository;
    repository.change_on("change");
    git(repository.path(), {"tag", "main", "change"});
    check_known(repository.base(), "main", repository.commit("refs/heads/main"));
  }
  SECTION("an unborn branch beside the only one") {
    const LocalRepository repository;
    git(repository.path(), {"checkout", "-q", "--orphan", "empty"});
    check_known(repository.base(), "main", repository.commit("main"));
  }
}

TEST_CASE("a change that has the name of a main branch does not govern itself") {
  SECTION("master beside main") {
    const LocalRepository repository;
    repository.change_on("master");
    check_unknown(repository.base(), "a branch main and a branch master");
  }
  SECTION("main beside an older branch") {
    const LocalRepository repository("trunk");
    repository.change_on("main");
    check_unknown(repository.base(), "oldest");
    repository.change_on("further");
    check_unknown(repository.base(), "oldest");
  }
  SECTION("a log that does not exist") {
    const LocalRepository repository;
    repository.change_on("change");
    std::filesystem::remove_all(repository.path(".git/logs"));
    check_unknown(repository.base(), "oldest");
  }
}

TEST_CASE("where the commits came from another repository by its address, the base is not known") {
  const LocalRepository origin;
  origin.change_on("change");
  git(origin.path(), {"update-ref", "refs/pull/7/merge", "change"});
  const TemporaryFolder job;
  const auto base = [&] {
    const auto repository = find_repository(job.path("work"));
    REQUIRE(repository.ok());
    return find_base(**repository, "");
  };
  std::filesystem::create_directories(job.path("work"));
  for (const std::string branch : {"pull", "main"}) {
    DYNAMIC_SECTION("fetched, and checked out as " << branch) {
      git(job.path("work"), {"-c", "init.defaultBranch=scratch", "init", "-q"});
      git(job.path("work"), {"fetch", "-q", "file://" + origin.path(), "refs/pull/7/merge"});
      git(job.path("work"), {"checkout", "-q", "-B", branch, "FETCH_HEAD"});
      check_unknown(base(), "from another repository");
    }
  }
  SECTION("cloned, and the remote removed") {
    git(job.path(), {"clone", "-q", "-b", "change", "--single-branch", "file://" + origin.path(), "work"});
    git(job.path("work"), {"remote", "remove", "origin"});
    check_unknown(base(), "from another repository");
  }
}

TEST_CASE("a reference that git cannot read is a failure, and no missing branch") {
  const LocalRepository repository;
  repository.change_on("change");
  SECTION("an empty file") {
    std::ofstream(repository.path(".git/refs/heads/main"), std::ios::trunc);
  }
  SECTION("packed references of zeros") {
    std::ofstream(repository.path(".git/packed-refs"), std::ios::binary) << std::string(200, '\0');
  }
  SECTION("a commit that is gone") {
    const auto commit = repository.commit("main");
    std::filesystem::remove(repository.path(".git/objects/" + commit.substr(0, 2) + "/" + commit.substr(2)));
  }
  const auto base = repository.base();
  REQUIRE_FALSE(base.ok());
  CHECK(base.error().kind == ErrorKind::io);
}
