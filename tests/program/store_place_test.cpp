#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/cloud_process.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

namespace fs = std::filesystem;

/// No place is told, and the user's state is in this folder.
std::map<std::string, std::string> usual(const fs::path& states) {
  return {{"MUSTER_STATE", ""}, {"XDG_STATE_HOME", states.string()}};
}

std::vector<fs::path> stores_in(const fs::path& states) {
  std::vector<fs::path> found;
  if (!fs::exists(states)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(states))
    if (entry.path().filename() == "state.db") found.push_back(entry.path());
  return found;
}

}  // namespace

TEST_CASE("the store is outside of the work tree, one for each folder, and its owner's alone") {
  const Workbench bench;
  const Workbench another;
  const auto states = bench.folder() / "states";
  for (const auto* one : {&bench, &another}) {
    one->copy_reference_fleet();
    const auto ran = one->muster({"history"}, usual(states));
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK_FALSE(fs::exists(one->folder() / ".muster"));
  }
  const auto stores = stores_in(states);
  REQUIRE(stores.size() == 2);
  CHECK(stores[0].parent_path() != stores[1].parent_path());
  for (const auto& store : stores) {
    CHECK(fs::status(store).permissions() == fs::perms(0600));
    CHECK(fs::status(store.parent_path()).permissions() == fs::perms(0700));
  }
  // The folder by another way is the same folder.
  fs::create_symlink(bench.folder() / "desired-state", bench.folder() / "link");
  CHECK(bench.muster({"-C", "link", "history"}, usual(states)).code == 0);
  CHECK(stores_in(states).size() == 2);
}

TEST_CASE("a store that is in the work tree goes on being used, unless it came with a commit") {
  const Workbench bench;
  bench.copy_reference_fleet();
  REQUIRE(bench.muster({"history"}).code == 0);
  const auto environment = usual(bench.folder() / "states");
  const auto before = bench.muster({"approvals"}, environment);
  INFO(before.err);
  CHECK(before.code == 0);
  CHECK_THAT(before.err, Catch::Contains("is in the work tree") && Catch::Contains("mkdir -p"));
  CHECK(stores_in(bench.folder() / "states").empty());

  test::git_init(bench.folder().string());
  test::git_commit_all(bench.folder().string(), "with a store");
  for (const auto& told : {environment, std::map<std::string, std::string>{}}) {
    const auto ran = bench.muster({"history"}, told);
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Catch::Contains("came with a commit"));
  }
}

TEST_CASE("no variable acts: what is done, and on whose word, is said on the command line") {
  const CloudProcess cloud({"--speed", "2000"});
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("four.ndjson",
              R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":4})");
  auto environment = cloud.environment();
  REQUIRE(bench.muster({"apply", "--readings", "four.ndjson", "--auto-approve"}, environment).code == 0);
  for (const auto* name : {"MUSTER_AUTO_APPROVE", "MUSTER_RESUME", "MUSTER_ENVELOPE", "MUSTER_REFRESH_ONLY"})
    environment[name] = "true";
  environment["MUSTER_AS"] = "eve";
  const auto destroyed = bench.muster({"destroy"}, environment);
  INFO(destroyed.out << destroyed.err);
  CHECK(destroyed.code == 3);
  CHECK_THAT(bench.muster({"status", "--no-readings"}, environment).out, Catch::Contains("worker/1"));
}
