#include "reconciler/adapters/git/base_branch_rules.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "reconciler/adapters/config/load_declared.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/signers.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string fleet_with_approval(const std::string& approval) {
  return "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: fpai }\nspec:\n  provider: digitalocean\n"
         "  regions: [nyc3]\n  pools:\n    - { name: worker, image: ubuntu-22-04-x64, max: 2, sizes: "
         "[s-1vcpu-2gb] "
         "}\n"
         "  approval:\n" +
         approval;
}

const std::string kGuarded =
    fleet_with_approval("    guards: { max_destroy: 1 }\n    approvers:\n      - { name: ada, key: \"" +
                        approver("ada").key + "\" }\n");
const std::string kLifted =
    fleet_with_approval("    guards: { max_destroy: 9 }\n    approvers:\n      - { name: eve, key: \"" +
                        approver("eve").key + "\" }\n");

/// A repository whose main branch has the guarded fleet.
struct GuardedRepository : TemporaryFolder {
  GuardedRepository() {
    git_init(path());
    write("desired-state/fleet.yaml", kGuarded);
    write("desired-state/policies/tiers.yaml",
          "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: tiers }\nspec:\n  pools: [worker]\n"
          "  tiers:\n    - { up_to: 5, machines: 1, size: s-1vcpu-2gb }  # of the Fleet\n");
    git_commit_all(path(), "a fleet");
  }
  Result<GoverningRules> rules(const std::string& base = "") const {
    return governing_rules(load_declared(path("desired-state")).fleet, path("desired-state"), base);
  }
};

}  // namespace

TEST_CASE("what is not committed does not govern") {
  const GuardedRepository repository;
  repository.write("desired-state/fleet.yaml", kLifted);
  const auto in_work_tree = repository.rules();
  REQUIRE(in_work_tree.ok());
  CHECK(in_work_tree->rules.approvers == std::vector{approver("ada")});
  CHECK(in_work_tree->rules.guards.max_destroy == 1);
  CHECK(in_work_tree->described() == "the fleet file at HEAD");

  git(repository.path(), {"add", "-A"});
  CHECK(repository.rules()->rules.guards.max_destroy == 1);
  git_commit_all(repository.path(), "lifts the guard");
  CHECK(repository.rules()->rules.guards.max_destroy == 9);
}

TEST_CASE("what is not merged does not govern") {
  const GuardedRepository repository;
  git(repository.path(), {"checkout", "-q", "-b", "change"});
  repository.write("desired-state/fleet.yaml", kLifted);
  git_commit_all(repository.path(), "lifts the guard and adds a key");
  CHECK(repository.rules("main")->rules.guards.max_destroy == 1);
  CHECK(repository.rules("change")->rules.guards.max_destroy == 9);

  SECTION("with a remote, its default branch governs") {
    git(repository.path(), {"update-ref", "refs/remotes/origin/main", "main"});
    git(repository.path(), {"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
    const auto rules = repository.rules();
    CHECK(rules->rules.guards.max_destroy == 1);
    CHECK(rules->base == "origin/main");
    git(repository.path(), {"update-ref", "refs/remotes/origin/trunk", "change"});
    git(repository.path(), {"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"});
    CHECK(repository.rules()->rules.guards.max_destroy == 9);
  }
  SECTION("a local branch cannot pose as the remote's") {
    git(repository.path(), {"update-ref", "refs/remotes/origin/main", "main"});
    git(repository.path(), {"branch", "origin/main", "change"});
    CHECK(repository.rules("origin/main")->rules.guards.max_destroy == 1);
  }
  SECTION("a branch that does not exist is an error, not a way out") {
    const auto rules = repository.rules("nowhere");
    REQUIRE_FALSE(rules.ok());
    CHECK_THAT(rules.error().what, Catch::Contains("--base nowhere"));
    CHECK_FALSE(repository.rules("--output=/dev/null").ok());
  }
}

TEST_CASE("a folder that the base does not have has no approvers") {
  const TemporaryFolder folder;
  git_init(folder.path());
  folder.write("fleet/fleet.yaml", kLifted);
  const auto rules = [&] {
    return governing_rules(load_declared(folder.path("fleet")).fleet, folder.path("fleet"), "");
  };
  SECTION("in a repository without a commit") {}
  SECTION("in one with other things") {
    folder.write("readme.md", "hello");
    git(folder.path(), {"add", "readme.md"});
    git(folder.path(), {"commit", "-q", "-m", "hello"});
  }
  REQUIRE(rules().ok());
  CHECK(rules()->source == GoverningRules::Source::uncommitted);
  CHECK(rules()->rules.approvers.empty());
}

TEST_CASE("outside of git the files govern as they are") {
  const TemporaryFolder folder;
  folder.write("fleet.yaml", kGuarded);
  const auto rules = governing_rules(load_declared(folder.path()).fleet, folder.path(), "");
  REQUIRE(rules.ok());
  CHECK(rules->source == GoverningRules::Source::files);
  CHECK(rules->rules.approvers == std::vector{approver("ada")});
}

TEST_CASE("a committed fleet with mistakes governs nothing and says where they are") {
  const GuardedRepository repository;
  repository.write("desired-state/fleet.yaml", fleet_with_approval("    persons: many\n"));
  git_commit_all(repository.path(), "a mistake");
  repository.write("desired-state/fleet.yaml", kGuarded);
  const auto rules = repository.rules();
  REQUIRE_FALSE(rules.ok());
  CHECK_THAT(rules.error().what, Catch::Contains("HEAD:desired-state/fleet.yaml:10:14") &&
                                     Catch::Contains("spec.approval.persons"));
}
