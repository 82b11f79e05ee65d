#include "reconciler/adapters/git/tracked_file.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a store that came with a commit is refused") {
  const TemporaryFolder folder;
  git_init(folder.path());
  struct Row {
    const char* message;
    const char* committed;
    bool refused;
  };
  const auto row = GENERATE(Row{"the store itself", ".muster/state.db", true},
                            Row{"its write-ahead log", ".muster/state.db-wal", true},
                            Row{"its witness", ".muster/state.db-witness", true},
                            Row{"another file in its folder", ".muster/readme", false},
                            Row{"a file elsewhere of the same name", "other/.muster/state.db", false});
  INFO(row.message);
  folder.write(row.committed, "x");
  git_commit_all(folder.path(), "brings it");
  const auto refusal = refusal_of_tracked(folder.path(".muster/state.db"));
  CHECK(refusal.has_value() == row.refused);
  if (refusal) CHECK_THAT(refusal->what, Catch::Contains("came with a commit") && Catch::Contains("--state"));
}

TEST_CASE("a store behind a committed link is refused, and one that nobody committed is not") {
  const TemporaryFolder folder;
  git_init(folder.path());
  folder.write("evil/state.db", "x");
  SECTION("a link to a committed folder") {
    std::filesystem::create_symlink("evil", folder.path(".muster"));
    git_commit_all(folder.path(), "a link");
    CHECK(refusal_of_tracked(folder.path(".muster/state.db")));
  }
  SECTION("a link to a folder outside") {
    const TemporaryFolder outside;
    std::filesystem::create_symlink(outside.path(), folder.path(".muster"));
    git_commit_all(folder.path(), "a link");
    CHECK(refusal_of_tracked(folder.path(".muster/state.db")));
  }
  SECTION("a submodule") {
    const TemporaryFolder outside;
    git_init(outside.path());
    outside.write("state.db", "x");
    git_commit_all(outside.path(), "a store");
    git(folder.path(), {"-c", "protocol.file.allow=always", "submodule", "add", "-q",
                        "file://" + outside.path(), ".muster"});
    git_commit_all(folder.path(), "a submodule");
    CHECK(refusal_of_tracked(folder.path(".muster/state.db")));
  }
  SECTION("not committed") {
    folder.write(".muster/state.db", "x");
    CHECK_FALSE(refusal_of_tracked(folder.path(".muster/state.db")));
    git_commit_all(folder.path(), "everything");
    CHECK(refusal_of_tracked(folder.path(".muster/state.db")));
  }
  SECTION("not in git at all") {
    const TemporaryFolder plain;
    CHECK_FALSE(refusal_of_tracked(plain.path("state.db")));
  }
}
