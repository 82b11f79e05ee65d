#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reconciler/cli/help/command_guide.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace fs = std::filesystem;

namespace {

std::string page_of(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '-');
  return "man/muster-" + words + ".1";
}

/// Renders a page as man(1) does; returns its warnings.
std::string rendered(const fs::path& page, const fs::path& text) {
  const auto errors = text.string() + ".errors";
  const auto command = "LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l " + page.string() + " > " +
                       text.string() + " 2> " + errors;
  const int code = std::system(command.c_str());
  std::ifstream in(errors);
  std::string warnings(std::istreambuf_iterator<char>(in), {});
  return code == 0 ? warnings : warnings + "man ended with an error";
}

}  // namespace

TEST_CASE("each command has a man page that man(1) renders without a warning") {
  const Workbench bench;
  const auto ran = bench.muster({"man", "man"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("man/muster.1\n"));
  for (const auto& group : command_groups()) {
    for (const auto& guide : group.commands) CHECK(fs::exists(bench.folder() / page_of(guide.words)));
  }
  CHECK(bench.muster({"man", "again"}).code == 0);
  CHECK(bench.read("man/muster-plan.1") == bench.read("again/muster-plan.1"));
  if (std::system("command -v man > /dev/null") != 0) {
    WARN("skipped: man is not installed, so no page is rendered");
    return;
  }
  for (const auto& entry : fs::directory_iterator(bench.folder() / "man")) {
    INFO(entry.path().string());
    CHECK(rendered(entry.path(), bench.folder() / "page.txt").empty());
    const auto text = bench.read("page.txt");
    CHECK_THAT(text, Catch::Contains("NAME") && Catch::Contains("SYNOPSIS"));
  }
  rendered(bench.folder() / "man/muster-vault-set.1", bench.folder() / "page.txt");
  CHECK_THAT(bench.read("page.txt"),
             Catch::Contains("--for USE") && Catch::Contains("$ muster vault set digitalocean"));
}

TEST_CASE("man pages are written to a folder, or the reason is told") {
  const Workbench bench;
  bench.write("taken", "a file");
  const auto ran = bench.muster({"man", "taken/below"});
  CHECK(ran.code == 1);
  CHECK_THAT(ran.err, Catch::Contains("taken/below cannot be created"));
}
