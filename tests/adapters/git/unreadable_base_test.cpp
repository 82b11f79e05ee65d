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

const std::string kFleet =
    "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: fpai }\nspec:\n  provider: digitalocean\n"
    "  regions: [nyc3]\n  pools:\n    - { name: worker, image: ubuntu-22-04-x64, max: 2, sizes: "
    "[s-1vcpu-2gb] }\n  approval:\n    guards: { max_destroy: 1 }\n";

/// A repository whose branch main has the guarded fleet, and whose branch `change` is checked out.
struct ChangedRepository : TemporaryFolder {
  ChangedRepository() {
    git_init(path());
    write("desired-state/fleet.yaml", kFleet);
    git_commit_all(path(), "a fleet");
    git(path(), {"checkout", "-q", "-b", "change"});
    write("desired-state/fleet.yaml", kFleet + "    auto_below: $500/month\n");
    git_commit_all(path(), "a change");
  }
  void lose(const std::string& name) const {
    const auto id = git(path(), {"rev-parse", name}).substr(0, 40);
    REQUIRE(fs::remove(path(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2))));
  }
  Result<GoverningRules> rules() const {
    return governing_rules(load_declared(path("desired-state")).fleet, path("desired-state"), "main");
  }
};

}  // namespace

TEST_CASE("an object of the base that is missing is an error, and no fleet that is new") {
  const ChangedRepository repository;
  REQUIRE(repository.rules().ok());
  for (const std::string lost : {"main:desired-state/fleet.yaml", "main:desired-state", "main:"}) {
    DYNAMIC_SECTION("missing: " << lost) {
      repository.lose(lost);
      const auto rules = repository.rules();
      REQUIRE_FALSE(rules.ok());
      CHECK(rules.error().kind == ErrorKind::io);
    }
  }
}

TEST_CASE("a setting of the repository does not change the answers of git") {
  const ChangedRepository repository;
  const std::string key = GENERATE("color.ui", "color.grep", "submodule.recurse", "grep.fullName");
  git(repository.path(), {"config", key, key.starts_with("color") ? "always" : "true"});
  const auto rules = repository.rules();
  REQUIRE(rules.ok());
  CHECK(rules->source == Source::committed);
  CHECK(rules->rules.guards.max_destroy == 1);
}

TEST_CASE("a hidden folder declares nothing on the base, as it declares nothing in the work tree") {
  const TemporaryFolder folder;
  git_init(folder.path());
  for (const std::string file : {"state/fleet.yaml", "state/.old/fleet.yaml", "state/deep/.old/fleet.yaml"})
    folder.write(file, kFleet);
  git_commit_all(folder.path(), "a fleet and its past");
  const auto rules = governing_rules(load_declared(folder.path("state")).fleet, folder.path("state"), "");
  REQUIRE(rules.ok());
  CHECK(rules->source == Source::committed);
}

TEST_CASE("a fleet in a hidden folder of the repository governs, also after it moved") {
  const TemporaryFolder folder;
  git_init(folder.path());
  folder.write(".deploy/state/fleet.yaml", kFleet);
  git_commit_all(folder.path(), "a fleet");
  const auto rules = [&](const std::string& dir) {
    return governing_rules(load_declared(folder.path(dir)).fleet, folder.path(dir), "");
  };
  CHECK(rules(".deploy/state")->source == Source::committed);
  git(folder.path(), {"mv", ".deploy", "deploy"});
  CHECK(rules("deploy/state")->source == Source::committed);
}
