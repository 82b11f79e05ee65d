#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// `muster` with its output sent where the shell is told, as a user's script does.
int in_shell(const Workbench& bench, const std::string& words) {
  const auto script = "cd '" + bench.folder().string() +
                      "' && { env -i PATH=\"$PATH\" '" MUSTER_BINARY_DIR "/bin/muster' " + words +
                      "; } 2> errors < /dev/null";
  const int status = std::system(script.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("a result that cannot be written is an error, whatever the command is") {
  const Workbench bench;
  bench.copy_reference_fleet();
  for (const std::string words :
       {"version", "--help", "validate", "validate --format json", "--sandbox --sandbox-speed 2000 cost",
        "test", "--sandbox --sandbox-speed 2000 plan",
        "--sandbox --sandbox-speed 2000 plan --detailed-exitcode",
        "--sandbox --sandbox-speed 2000 plan --format json", "--sandbox --sandbox-speed 2000 status"}) {
    INFO(words);
    CHECK(in_shell(bench, words + " > /dev/full") == 1);
    CHECK(bench.read("errors").find("standard output cannot be written: No space left on device") !=
          std::string::npos);
    CHECK(in_shell(bench, words + " > /dev/null") == (words.find("detailed") != std::string::npos ? 2 : 0));
  }
}

TEST_CASE("a plan goes to a pipe, a device or standard output, and none of them becomes a file") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const std::string plan = "--sandbox --sandbox-speed 2000 plan ";
  CHECK(in_shell(bench, plan + "-o /dev/null > out") == 0);
  CHECK(std::filesystem::is_character_file("/dev/null"));
  CHECK(in_shell(bench, plan + "-o /dev/stdout | cat > both") == 0);
  CHECK(bench.read("both").find("\"format_version\"") != std::string::npos);
  CHECK(in_shell(bench, plan + "-o /dev/full > out") == 1);
  CHECK(bench.read("errors").find("cannot write /dev/full: No space left on device") != std::string::npos);
  std::filesystem::create_symlink("elsewhere", bench.folder() / "link");
  CHECK(in_shell(bench, plan + "-o link > out") == 1);
  CHECK(std::filesystem::is_symlink(bench.folder() / "link"));
  CHECK_FALSE(std::filesystem::exists(bench.folder() / "elsewhere"));
  REQUIRE(in_shell(bench, plan + "-o plan.json > out") == 0);
  CHECK(std::filesystem::status(bench.folder() / "plan.json").permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("reports of other commands take no place of what is no file, either") {
  const Workbench bench;
  bench.copy_reference_fleet();
  for (const std::string words : {"test --junit ", "--sandbox --sandbox-speed 2000 plan -o "}) {
    INFO(words);
    std::filesystem::create_directories(bench.folder() / "folder");
    CHECK(in_shell(bench, words + "folder > out") == 1);
    CHECK(bench.read("errors").find("a folder, not a regular file") != std::string::npos);
    CHECK(in_shell(bench, words + "/dev/null > out") == 0);
    CHECK(std::filesystem::is_character_file("/dev/null"));
  }
  std::filesystem::create_directories(bench.folder() / "kept");
  std::filesystem::create_symlink("/dev/null", bench.folder() / "kept/sandbox.json");
  CHECK(in_shell(bench, "--state kept/state.db --sandbox --sandbox-speed 2000 plan > out") == 1);
  CHECK(bench.read("errors").find("it is not a regular file; name another one") != std::string::npos);
  CHECK(std::filesystem::is_symlink(bench.folder() / "kept/sandbox.json"));
}
