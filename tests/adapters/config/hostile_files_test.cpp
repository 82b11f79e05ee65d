#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/scaffold/scaffold.hpp"
#include "tests/support/repeated.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

namespace fs = std::filesystem;

/// A folder with a fleet that is right, for one thing that is not.
TemporaryFolder& with_starter(TemporaryFolder& folder) {
  REQUIRE(write_starter(folder.path("declared")).ok());
  return folder;
}

/// What is wrong in the folder; it must be wrong, and nothing of it may be used.
Diagnostic only_error(const TemporaryFolder& folder) {
  const auto declared = load_declared(folder.path("declared"));
  for (const auto& problem : declared.diagnostics)
    UNSCOPED_INFO(to_string(problem.at) << ": " << problem.summary);
  REQUIRE(declared.diagnostics.size() == 1);
  CHECK(declared.fleet == Fleet{});
  CHECK(declared.policies.empty());
  CHECK(declared.diagnostics[0].severity == Severity::error);
  return declared.diagnostics[0];
}

std::string billion_laughs() {
  std::string text =
      "apiVersion: muster/v1\nkind: Policy\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 12; ++i) {
    const auto one = "*a" + std::to_string(i - 1);
    text +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(one + ", ", 7) + one + "]\n";
  }
  return text;
}

}  // namespace

TEST_CASE("files that would choke a careless reader are refused in place") {
  const std::string head = "apiVersion: muster/v1\nkind: Policy\n";
  struct Row {
    const char* that;
    std::string text;
    int line;
    const char* message;
  };
  const std::vector<Row> rows = {
      {"100 MB", head + repeated("# " + std::string(1022, 'x') + "\n", 100 * 1024), 0,
       "larger than 1048576 bytes"},
      {"lists nested 10,000 deep", head + "spec: " + repeated("[", 10'000), 3, ""},
      {"maps nested 10,000 deep", head + "spec: " + repeated("{a: ", 10'000), 3, "nested deeper than 64"},
      {"dashes nested 10,000 deep", head + "spec:\n  " + repeated("- ", 10'000) + "x\n", 4,
       "nested deeper than 64"},
      {"closed lists nested 10,000 deep", head + "spec: " + repeated("[", 10'000) + repeated("]", 10'000), 3,
       "nested deeper than 64"},
      {"aliases that grow a billionfold", billion_laughs(), 8, "more than 100000 values"},
      {"a hundred thousand and more items", head + "spec: [" + repeated("1,", 200'000) + "1]", 3,
       "more than 100000 values"},
      {"one line of half a megabyte of quotes", head + "spec: " + std::string(1 << 19, '"'), 3, ""},
      {"NUL bytes only", std::string(4096, '\0'), 1, "a NUL byte"},
      {"bytes of a program",
       "\x7f"
       "ELF\x02\x01\x01",
       1, "control character"},
      {"an unfinished escape", head + "spec: \"\\x", 3, ""},
      {"only a byte order mark", "\xef\xbb\xbf", 0, "the file is empty"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      TemporaryFolder folder;
      with_starter(folder).write("declared/policies/big.yaml", row.text);
      const auto problem = only_error(folder);
      CHECK(problem.at.file == "declared/policies/big.yaml");
      CHECK(problem.at.line == row.line);
      CHECK(problem.summary.find(row.message) != std::string::npos);
      CHECK(problem.summary.size() < 200);
    }
  }
}

TEST_CASE("what is no file of the folder is refused by name") {
  TemporaryFolder folder;
  with_starter(folder);
  const auto strange = folder.path("declared/policies/strange.yaml");
  SECTION("a folder") {
    fs::create_directory(strange);
    CHECK(only_error(folder).summary == "the file cannot be read: it is a folder");
  }
  SECTION("a link out of the folder") {
    folder.write("outside.yaml", "apiVersion: muster/v1\n");
    fs::create_symlink(folder.path("outside.yaml"), strange);
    CHECK(only_error(folder).summary == "the link leads out of the folder");
  }
  SECTION("a link that climbs out") {
    folder.write("outside.yaml", "apiVersion: muster/v1\n");
    fs::create_symlink("../../outside.yaml", strange);
    CHECK(only_error(folder).summary == "the link leads out of the folder");
  }
  SECTION("a folder linked from outside") {
    folder.write("elsewhere/outside.yaml", "apiVersion: muster/v1\n");
    fs::create_directory_symlink(folder.path("elsewhere"), folder.path("declared/more"));
    CHECK(only_error(folder).summary == "the link leads out of the folder");
  }
  SECTION("a link into a circle") {
    fs::create_directory_symlink(folder.path("declared"), folder.path("declared/more"));
    CHECK(only_error(folder).summary == "a link to a folder");
  }
  SECTION("a link to nowhere") {
    fs::create_symlink(folder.path("declared/gone.yaml"), strange);
    CHECK(only_error(folder).summary == "the link leads nowhere");
  }
  SECTION("a link to nowhere that could have led to a folder of rules") {
    const std::string name = GENERATE("policies-of-all", "shared.d", "notes.md");
    fs::create_symlink("../shared", folder.path("declared/" + name));
    CHECK(only_error(folder).summary == "the link leads nowhere");
  }
  SECTION("a pipe, which would never end") {
    REQUIRE(mkfifo(strange.c_str(), 0600) == 0);
    CHECK(only_error(folder).summary == "not a regular file");
  }
}

TEST_CASE("a link that stays inside is a file like any other") {
  TemporaryFolder folder;
  with_starter(folder);
  fs::rename(folder.path("declared/policies/tiers.yaml"), folder.path("declared/.kept-tiers"));
  fs::create_symlink("../.kept-tiers", folder.path("declared/policies/tiers.yaml"));
  const auto declared = load_declared(folder.path("declared"));
  CHECK(declared.ok());
  CHECK(declared.policies.size() == 3);
}

TEST_CASE("the folder as a whole") {
  TemporaryFolder folder;
  SECTION("is not there") {
    const auto problem = only_error(folder);
    CHECK(problem.summary == "there is no such folder");
    CHECK(problem.hint.find("muster init") != std::string::npos);
  }
  SECTION("is a file") {
    folder.write("declared", "text");
    CHECK(only_error(folder).summary == "not a folder");
  }
  SECTION("is empty") {
    fs::create_directory(folder.path("declared"));
    CHECK(only_error(folder).summary == "no file declares a fleet");
  }
  SECTION("has policies only") {
    with_starter(folder);
    fs::remove(folder.path("declared/fleet.yaml"));
    CHECK(only_error(folder).summary == "no file declares a fleet");
  }
  SECTION("has two fleets") {
    with_starter(folder);
    fs::copy_file(folder.path("declared/fleet.yaml"), folder.path("declared/second.yaml"));
    const auto problem = only_error(folder);
    CHECK(problem.summary == "there is a second fleet");
    CHECK(problem.at.file == "declared/second.yaml");
    CHECK(problem.hint == "the first is in declared/fleet.yaml");
  }
  SECTION("has a policy twice") {
    with_starter(folder);
    fs::copy_file(folder.path("declared/policies/tiers.yaml"), folder.path("declared/tiers.yaml"));
    const auto problem = only_error(folder);
    CHECK(problem.summary == "there is a second policy \"tiers\"");
    CHECK(problem.at.file == "declared/tiers.yaml");
  }
}

TEST_CASE("files that muster does not read are warned about, not refused") {
  TemporaryFolder folder;
  with_starter(folder);
  folder.write("declared/policies/old.yaml.orig", "");
  folder.write("declared/README.md", "");
  folder.write("declared/.git/config", "");
  const auto declared = load_declared(folder.path("declared"));
  CHECK(declared.ok());
  REQUIRE(declared.diagnostics.size() == 1);
  CHECK(declared.diagnostics[0].severity == Severity::warning);
  CHECK(declared.diagnostics[0].at.file == "declared/policies/old.yaml.orig");
}

TEST_CASE("user data may come from a file beside the fleet") {
  TemporaryFolder folder;
  folder.write("declared/fleet.yaml", R"(apiVersion: muster/v1
kind: Fleet
metadata: { name: test }
spec:
  provider: digitalocean
  regions: [nyc3]
  pools:
    - name: worker
      image: ubuntu-22-04-x64
      sizes: [s-1vcpu-2gb]
      max: 4
      user_data_file: setup/cloud-init.yaml
)");
  folder.write("declared/setup/cloud-init.yaml", "#cloud-config\npackages: [git]\n");
  const auto declared = load_declared(folder.path("declared"));
  CHECK(declared.diagnostics.empty());
  REQUIRE(declared.fleet.pools.size() == 1);
  CHECK(declared.fleet.pools[0].user_data == "#cloud-config\npackages: [git]\n");

  SECTION("its bytes are part of the content") {
    folder.write("declared/setup/cloud-init.yaml", "#cloud-config\npackages: [curl]\n");
    CHECK(load_declared(folder.path("declared")).fleet.content != declared.fleet.content);
  }
  SECTION("a key in it is found, and not repeated") {
    folder.write("declared/setup/cloud-init.yaml", "#cloud-config\n# dop_v1_0123456789abcdef0123\n");
    const auto problem = only_error(folder);
    CHECK(to_string(problem.at) == "declared/setup/cloud-init.yaml:2:3");
    CHECK(problem.summary == "this looks like a DigitalOcean token");
  }
  SECTION("more than 64 KiB is refused") {
    folder.write("declared/setup/cloud-init.yaml", "#!" + std::string(69'998, '#'));
    CHECK(only_error(folder).summary == "the user data has 70000 bytes");
  }
}
