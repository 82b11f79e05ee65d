#include "reconciler/adapters/git/worktree.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "reconciler/adapters/config/load_declared.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

namespace fs = std::filesystem;

const std::string kFleetWithScript =
    "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: fpai }\nspec:\n  provider: digitalocean\n"
    "  regions: [nyc3]\n  pools:\n    - { name: worker, image: ubuntu-22-04-x64, max: 2, sizes: "
    "[s-1vcpu-2gb], "
    "user_data_file: boot.sh }\n";

struct FleetRepository : TemporaryFolder {
  FleetRepository() {
    git_init(path());
    write("desired-state/fleet.yaml", kFleetWithScript);
    write("desired-state/boot.sh", "#!/bin/sh\ntrue\n");
    write("desired-state/policies/gone.md", "about\n");
    write("elsewhere/fleet.yaml", "kind: Fleet\n");
    git_commit_all(path(), "a fleet");
  }
  Result<std::optional<Worktree>> at(const std::string& ref) const {
    return check_out_folder(path("desired-state"), ref);
  }
};

}  // namespace

TEST_CASE("a folder as a commit has it loads like the folder itself") {
  const FleetRepository repository;
  const auto before = load_declared(repository.path("desired-state"));
  REQUIRE(before.ok());
  repository.write("desired-state/fleet.yaml", "broken");
  repository.write("desired-state/new.yaml", "new");
  repository.write("desired-state/.hidden", "x");
  fs::remove(repository.path("desired-state/policies/gone.md"));
  std::string where;
  {
    const auto folder = repository.at("main");
    REQUIRE(folder.ok());
    REQUIRE(*folder);
    where = (*folder)->dir();
    const auto loaded = load_declared(where);
    REQUIRE(loaded.ok());
    CHECK(loaded.fleet == before.fleet);
    CHECK(loaded.fleet.at.file == "desired-state/fleet.yaml");
    CHECK((*folder)->commit().size() == 40);
    CHECK((*folder)->differing() == std::vector<std::string>{"fleet.yaml", "new.yaml", "policies/gone.md"});
    CHECK_FALSE(fs::exists(fs::path(where) / "elsewhere"));
  }
  CHECK_FALSE(fs::exists(where));
}

TEST_CASE("a commit that has no such folder gives none, one that does not exist is an error") {
  const FleetRepository repository;
  git(repository.path(), {"rm", "-rq", "desired-state"});
  git_commit_all(repository.path(), "gone");
  fs::create_directories(repository.path("desired-state"));
  const auto none = repository.at("HEAD");
  REQUIRE(none.ok());
  CHECK_FALSE(*none);
  CHECK(repository.at("HEAD~1")->has_value());
  const auto unknown = repository.at("origin/main");
  REQUIRE_FALSE(unknown.ok());
  CHECK_THAT(unknown.error().what,
             Catch::Contains("no branch or commit origin/main") && Catch::Contains("git fetch"));
  CHECK_FALSE(repository.at("--output=x").ok());
  CHECK_FALSE(repository.at("").ok());

  const TemporaryFolder plain;
  const auto outside = check_out_folder(plain.path(), "main");
  REQUIRE_FALSE(outside.ok());
  CHECK_THAT(outside.error().what, Catch::Contains("git repository"));
}

TEST_CASE("the whole repository may be the folder") {
  const FleetRepository repository;
  const auto folder = check_out_folder(repository.path(), "main");
  REQUIRE(folder.ok());
  CHECK(fs::exists(fs::path((*folder)->dir()) / "desired-state/fleet.yaml"));
  CHECK((*folder)->differing().empty());
}

TEST_CASE("a link of a commit is laid out as a link, and nothing is written through it") {
  const FleetRepository repository;
  const TemporaryFolder outside;
  outside.write("secret.yaml", "kind: Secret\n");
  fs::create_symlink(outside.path("secret.yaml"), repository.path("desired-state/leak.yaml"));
  git_commit_all(repository.path(), "a link out");
  const auto folder = repository.at("main");
  REQUIRE(folder.ok());
  CHECK(fs::is_symlink(fs::path((*folder)->dir()) / "leak.yaml"));
  const auto loaded = load_declared((*folder)->dir());
  CHECK_FALSE(loaded.ok());
  CHECK(fs::file_size(outside.path("secret.yaml")) == 13);
}
