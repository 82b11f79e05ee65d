#include "reconciler/cli/loop/tracked_revision.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string fleet(const std::string& name, const std::string& rest) {
  return "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: " + name +
         " }\nspec:\n  provider: digitalocean\n  regions: [nyc3]\n" + rest;
}
const std::string kPool =
    "  pools:\n    - { name: worker, image: ubuntu-22-04-x64, max: 2, sizes: [s-1vcpu-2gb] }\n";

struct FleetRemote {
  TemporaryFolder remote;
  TemporaryFolder home;
  Settings settings;
  BranchOptions terms;

  FleetRemote() {
    git_init(remote.path());
    git(remote.path(), {"config", "uploadpack.allowFilter", "true"});
    commit(fleet("fpai", kPool));
    terms.url = "file://" + remote.path();
    terms.home = home.path("git");
  }
  void commit(const std::string& text) const {
    remote.write("desired-state/fleet.yaml", text);
    git_commit_all(remote.path(), "a change");
  }
  TrackedRevision files() const { return {settings, terms}; }
};

}  // namespace

TEST_CASE("a good commit is followed with the next look, and its approval rules govern") {
  const FleetRemote scene;
  auto files = scene.files();
  const auto first = files.follow();
  REQUIRE(first.declared);
  CHECK_FALSE(first.invalid);
  scene.commit(fleet("fpai", kPool + "  approval: { auto_below: $7/month }\n"));
  const auto second = files.follow();
  REQUIRE(second.declared);
  CHECK(second.declared->fleet.approval.auto_below_month == Money::dollars(7));
  CHECK(files.rules().rules.auto_below_month == Money::dollars(7));
  CHECK(files.rules().source == GoverningRules::Source::committed);
  CHECK(second.applied.commit != first.applied.commit);
  CHECK(second.applied == second.attempted);
}

TEST_CASE("what may not be followed leaves the last good files in force") {
  struct Case {
    const char* what;
    std::string text;
    ErrorKind kind;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"a mistake", fleet("fpai", kPool + "  pols: 1\n"), ErrorKind::invalid, "fleet.yaml:"},
      {"no YAML", "{{{{", ErrorKind::invalid, "fleet.yaml:"},
      {"another fleet", fleet("other", kPool), ErrorKind::denied, "the fleet has the new name other"},
  };
  for (const auto& c : cases) {
    INFO(c.what);
    const FleetRemote scene;
    auto files = scene.files();
    const auto good = files.follow();
    scene.commit(c.text);
    for (int look = 0; look < 2; ++look) {
      const auto bad = files.follow();
      REQUIRE(bad.invalid);
      CHECK(bad.invalid->kind == c.kind);
      CHECK(bad.invalid->what.find(c.message) != std::string::npos);
      REQUIRE(bad.declared);
      CHECK(bad.declared->fleet == good.declared->fleet);
      CHECK(bad.applied == good.applied);
      CHECK(bad.attempted.commit != good.applied.commit);
    }
    // A restart goes by the last good commit as well; to take over another fleet it is what has to be done.
    if (c.kind == ErrorKind::denied) continue;
    auto restarted = scene.files();
    const auto after = restarted.follow();
    CHECK(after.invalid);
    REQUIRE(after.declared);
    CHECK(after.declared->fleet.content == good.declared->fleet.content);
    scene.commit(fleet("fpai", kPool + "  approval: { auto_below: $7/month }\n"));
    CHECK_FALSE(files.follow().invalid);
  }
}

TEST_CASE("a folder that has become empty, or is gone, is no reason to tear a fleet down") {
  const FleetRemote scene;
  auto files = scene.files();
  const auto good = files.follow();
  std::filesystem::remove(scene.remote.path("desired-state/fleet.yaml"));
  scene.remote.write("README.md", "nothing here\n");
  git_commit_all(scene.remote.path(), "gone");
  const auto bad = files.follow();
  CHECK(bad.invalid);
  CHECK(bad.declared->fleet == good.declared->fleet);
}

TEST_CASE("a policy file that is a link out of the repository is not followed") {
  const FleetRemote scene;
  auto files = scene.files();
  REQUIRE(files.follow().declared);
  std::filesystem::create_symlink("/etc/passwd", scene.remote.path("desired-state/policy.yaml"));
  git_commit_all(scene.remote.path(), "a link");
  const auto bad = files.follow();
  REQUIRE(bad.invalid);
  CHECK(bad.invalid->what.find("policy.yaml") != std::string::npos);
}

TEST_CASE("a missing network is told, and the last good files stay in force, also after a restart") {
  const FleetRemote scene;
  auto files = scene.files();
  const auto good = files.follow();
  std::filesystem::rename(scene.remote.path(".git"), scene.remote.path("gone"));
  for (auto* looking : {&files}) {
    const auto bad = looking->follow();
    REQUIRE(bad.invalid);
    CHECK(bad.applied == good.applied);
  }
  auto restarted = scene.files();
  const auto after = restarted.follow();
  REQUIRE(after.declared);
  CHECK(after.invalid);
  CHECK(after.applied == good.applied);
}

TEST_CASE("a folder of this machine is followed as it is") {
  const FleetRemote scene;
  Settings settings;
  settings.dir = scene.remote.path("desired-state");
  TrackedRevision files(settings, std::nullopt);
  const auto first = files.follow();
  REQUIRE(first.declared);
  scene.remote.write("desired-state/fleet.yaml", "{{{{");
  const auto bad = files.follow();
  CHECK(bad.invalid);
  CHECK(bad.declared->fleet == first.declared->fleet);
}
