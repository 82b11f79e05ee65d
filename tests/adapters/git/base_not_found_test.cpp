#include <catch2/catch.hpp>
#include <filesystem>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/git/base_branch_rules.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

namespace fs = std::filesystem;
using Source = GoverningRules::Source;

std::string fleet_with_guard(const std::string& guard, const std::string& name = "fpai") {
  return "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: " + name +
         " }\nspec:\n  provider: digitalocean\n  regions: [nyc3]\n  pools:\n    - { name: worker, image: "
         "ubuntu-22-04-x64, max: 2, sizes: [s-1vcpu-2gb] }\n  approval:\n    guards: { max_destroy: " +
         guard + " }\n";
}
const std::string kGuardOfOne = fleet_with_guard("1");
const std::string kGuardOfNine = fleet_with_guard("9");

/// A repository whose branch `main` has the guarded fleet in desired-state, and whose branch `change`, which
/// is checked out, has a lifted guard.
struct BranchedRepository : TemporaryFolder {
  BranchedRepository() {
    git_init(path());
    write("desired-state/fleet.yaml", kGuardOfOne);
    git_commit_all(path(), "a fleet");
    git(path(), {"checkout", "-q", "-b", "change"});
  }
  void lift(const std::string& file = "desired-state/fleet.yaml") const {
    write(file, kGuardOfNine);
    git_commit_all(path(), "lifts the guard");
  }
  Result<GoverningRules> rules(const std::string& dir = "desired-state", const std::string& base = "") const {
    return governing_rules(load_declared(path(dir)).fleet, path(dir), base);
  }
};

void check_unknown(const Result<GoverningRules>& rules, const std::string& message) {
  REQUIRE(rules.ok());
  CHECK(rules->source == Source::unknown);
  CHECK(rules->rules.approvers.empty());
  CHECK(rules->rules.auto_destroy == AutoDestroy::never);
  CHECK_THAT(rules->why, Catch::Contains("--base") && Catch::Contains(message));
}

void check_guard_of_main(const Result<GoverningRules>& rules) {
  REQUIRE(rules.ok());
  CHECK(rules->source == Source::committed);
  CHECK(rules->rules.guards.max_destroy == 1);
}

}  // namespace

TEST_CASE("where the base cannot be found, it is not known, and what to fetch is told") {
  const BranchedRepository origin;
  origin.lift();
  const TemporaryFolder clone;
  const auto url = "file://" + origin.path();
  git_init(clone.path());
  const auto rules = [&](const std::string& base = "") {
    return governing_rules(load_declared(clone.path("desired-state")).fleet, clone.path("desired-state"),
                           base);
  };
  SECTION("a shallow check-out of the change alone, as pipelines make it") {
    git(clone.path(), {"remote", "add", "origin", url});
    git(clone.path(), {"fetch", "-q", "--depth=1", "origin", "+refs/heads/change:refs/remotes/pull/7/merge"});
    git(clone.path(), {"checkout", "-q", "--detach", "refs/remotes/pull/7/merge"});
    check_unknown(rules(), "git fetch origin BRANCH");
  }
  SECTION(
      "all branches are there, and nothing tells the default one: one that is called main may be anybody's") {
    git(clone.path(), {"remote", "add", "origin", url});
    git(clone.path(), {"fetch", "-q", "origin"});
    git(clone.path(), {"checkout", "-q", "--detach", "refs/remotes/origin/change"});
    check_unknown(rules(), "git remote set-head origin --auto");
    check_guard_of_main(rules("origin/main"));
    git(clone.path(), {"remote", "set-head", "origin", "--auto"});
    // The remote's HEAD is the branch that is checked out there.
    CHECK(rules()->source == Source::committed);
  }
  SECTION("fetched by address: there is no remote at all") {
    git(clone.path(), {"fetch", "-q", "--depth=1", url, "change"});
    git(clone.path(), {"checkout", "-q", "--detach", "FETCH_HEAD"});
    check_unknown(rules(), "shallow");
  }
  SECTION("the same with the whole past") {
    git(clone.path(), {"fetch", "-q", url, "change"});
    git(clone.path(), {"checkout", "-q", "--detach", "FETCH_HEAD"});
    check_unknown(rules(), "no branch is checked out");
  }
  SECTION("several remotes, none of which is origin") {
    git(clone.path(), {"remote", "add", "ours", url});
    git(clone.path(), {"remote", "add", "theirs", url});
    git(clone.path(), {"fetch", "-q", "ours"});
    git(clone.path(), {"checkout", "-q", "--detach", "refs/remotes/ours/change"});
    check_unknown(rules(), "several remotes");
  }
}

TEST_CASE("the default branch of the remote governs whatever it is called") {
  const BranchedRepository repository;
  repository.lift();
  git(repository.path(), {"remote", "add", "upstream", "file:///nowhere"});
  git(repository.path(), {"update-ref", "refs/remotes/upstream/trunk", "main"});
  git(repository.path(), {"update-ref", "refs/remotes/upstream/main", "change"});
  git(repository.path(), {"symbolic-ref", "refs/remotes/upstream/HEAD", "refs/remotes/upstream/trunk"});
  check_guard_of_main(repository.rules());
  CHECK(repository.rules()->base == "upstream/trunk");
}

TEST_CASE("the base knows the fleet by its name, wherever the folder is") {
  const BranchedRepository repository;
  SECTION("moved") {
    git(repository.path(), {"mv", "desired-state", "elsewhere"});
    repository.lift("elsewhere/fleet.yaml");
    check_guard_of_main(repository.rules("elsewhere", "main"));
  }
  SECTION("moved deeper, with a link where it was") {
    fs::create_directories(repository.path("deep/er"));
    git(repository.path(), {"mv", "desired-state", "deep/er/state"});
    fs::create_symlink("deep/er/state", repository.path("desired-state"));
    repository.lift("deep/er/state/fleet.yaml");
    check_guard_of_main(repository.rules("desired-state", "main"));
  }
  SECTION("another folder of the base takes its name") {
    git(repository.path(), {"checkout", "-q", "main"});
    repository.write("staging/fleet.yaml", fleet_with_guard("9", "staging"));
    git_commit_all(repository.path(), "a second fleet");
    git(repository.path(), {"checkout", "-q", "-b", "swap"});
    repository.write("staging/fleet.yaml", kGuardOfNine);
    git_commit_all(repository.path(), "is called fpai now");
    check_guard_of_main(repository.rules("staging", "main"));
  }
  SECTION("renamed in its folder") {
    repository.write("desired-state/fleet.yaml", fleet_with_guard("9", "other"));
    git_commit_all(repository.path(), "another name");
    check_guard_of_main(repository.rules("desired-state", "main"));
  }
  SECTION("a new name in a new folder is a fleet that nobody reviewed") {
    repository.write("new/fleet.yaml", fleet_with_guard("9", "new"));
    git_commit_all(repository.path(), "a new fleet");
    const auto rules = repository.rules("new", "main");
    REQUIRE(rules.ok());
    CHECK(rules->source == Source::uncommitted);
    CHECK_THAT(rules->why, Catch::Contains("main does not contain fleet new yet"));
  }
  SECTION("of two other folders with this name none is the right one") {
    git(repository.path(), {"checkout", "-q", "main"});
    repository.write("copy/fleet.yaml", fleet_with_guard("2"));
    git_commit_all(repository.path(), "a copy");
    repository.write("third/fleet.yaml", kGuardOfNine);
    const auto rules = repository.rules("third", "main");
    REQUIRE(rules.ok());
    CHECK(rules->source == Source::unknown);
    CHECK_THAT(rules->why, Catch::Contains("2 fleets called fpai"));
  }
}

TEST_CASE("the repository is that of the folder itself, and of what surrounds it") {
  const BranchedRepository repository;
  const TemporaryFolder outside;
  git_init(outside.path());
  outside.write("fleet/fleet.yaml", kGuardOfNine);
  git_commit_all(outside.path(), "eve's own");
  git(repository.path(), {"rm", "-q", "-r", "desired-state"});
  SECTION("a link into another repository is refused") {
    fs::create_symlink(outside.path("fleet"), repository.path("desired-state"));
    git_commit_all(repository.path(), "a link");
    const auto rules = repository.rules("desired-state", "main");
    REQUIRE_FALSE(rules.ok());
    CHECK_THAT(rules.error().what, Catch::Contains("leads out of its git repository"));
  }
  SECTION("in a submodule, the repository around it governs") {
    git(repository.path(), {"-c", "protocol.file.allow=always", "submodule", "add", "-q",
                            "file://" + outside.path(), "desired-state"});
    git_commit_all(repository.path(), "a submodule");
    check_guard_of_main(repository.rules("desired-state/fleet", "main"));
    repository.write("desired-state/fleet/fleet.yaml", fleet_with_guard("9", "unheard"));
    const auto unheard = repository.rules("desired-state/fleet", "main");
    REQUIRE_FALSE(unheard.ok());
    CHECK_THAT(unheard.error().what, Catch::Contains("submodule"));
  }
  SECTION("in a repository inside of it, too") {
    git(outside.path(), {"clone", "-q", outside.path(), repository.path("nested")});
    check_guard_of_main(repository.rules("nested/fleet"));
  }
  SECTION("a further work tree has the branches of the first") {
    const TemporaryFolder beside;
    repository.lift();
    git(repository.path(), {"worktree", "add", "-q", "-b", "again", beside.path("tree"), "change"});
    const auto dir = beside.path("tree/desired-state");
    check_guard_of_main(governing_rules(load_declared(dir).fleet, dir, ""));
  }
}

TEST_CASE("the base that was named must be a branch or commit") {
  const BranchedRepository repository;
  repository.lift();
  git(repository.path(), {"tag", "origin/main", "change"});
  git(repository.path(), {"tag", "main", "change"});
  const auto by_tag = repository.rules("desired-state", "origin/main");
  REQUIRE_FALSE(by_tag.ok());
  CHECK_THAT(by_tag.error().what, Catch::Contains("only a tag") && Catch::Contains("refs/tags/origin/main"));
  check_guard_of_main(repository.rules("desired-state", "main"));
  check_guard_of_main(repository.rules("desired-state", "HEAD~1"));
  check_guard_of_main(repository.rules(
      "desired-state", git(repository.path(), {"rev-parse", "refs/heads/main"}).substr(0, 40)));
  CHECK_FALSE(repository.rules("desired-state", "nowhere").ok());

  const TemporaryFolder nowhere;
  nowhere.write("fleet.yaml", kGuardOfNine);
  const auto without = governing_rules(load_declared(nowhere.path()).fleet, nowhere.path(), "main");
  REQUIRE_FALSE(without.ok());
  CHECK_THAT(without.error().what, Catch::Contains("in no git repository"));
}
