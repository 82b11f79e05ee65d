#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "tests/cli/run_here.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// The lines of `muster __complete`, without the messages.
std::vector<std::string> completed(std::vector<std::string> words) {
  words.insert(words.begin(), "__complete");
  const auto ran = run_here(words);
  REQUIRE(ran.code == ExitCode::done);
  CHECK(ran.err.empty());
  std::vector<std::string> lines;
  std::istringstream in(ran.out);
  for (std::string line; std::getline(in, line);) lines.push_back(line.substr(0, line.find('\t')));
  return lines;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("a shell is offered the words that can stand at the cursor") {
  struct Row {
    const char* name;
    std::vector<std::string> words;
    std::vector<std::string> offered;
  };
  using Words = std::vector<std::string>;
  for (const auto& row : {
           Row{"the start of a command", Words{"rec"}, {"reconcile"}},
           Row{"a command behind a flag of every command", Words{"--sandbox", "rec"}, {"reconcile"}},
           Row{"a command behind a flag with a value", Words{"-C", "fleet", "rec"}, {"reconcile"}},
           Row{"a command below a command", Words{"vault", "ro"}, {"rotate"}},
           Row{"the start of a flag", Words{"plan", "--detailed"}, {"--detailed-exitcode"}},
           Row{"a flag of every command behind a command", Words{"plan", "--sandbox-s"}, {"--sandbox-speed"}},
           Row{"a flag that is given already", Words{"plan", "--refresh-only", "--refresh"}, {}},
           Row{"a flag that may be repeated",
               Words{"plan", "--readings", "a.ndjson", "--readi"},
               {"--readings"}},
           Row{"a choice", Words{"--format", "m"}, {"markdown"}},
           Row{"a choice behind an equals sign", Words{"--format=m"}, {"--format=markdown"}},
           Row{"a choice with limits in its name", Words{"--log-level", "tr"}, {"trace"}},
           Row{"a file", Words{"show", ""}, {":files"}},
           Row{"a file behind a flag", Words{"plan", "-o", ""}, {":files"}},
           Row{"a folder", Words{"-C", ""}, {":folders"}},
           Row{"a shell", Words{"completion", ""}, {"bash", "zsh", "fish"}},
           Row{"the kind of an object", Words{"adopt", "v"}, {"volume"}},
           Row{"a value that nobody can list", Words{"plan", "--over", ""}, {}},
           Row{"a word behind the last argument", Words{"show", "plan.json", ""}, {}},
           Row{"a flag behind the end of flags", Words{"show", "--", "--x"}, {":files"}},
           Row{"a command that does not exist", Words{"paln", "--detailed"}, {}},
           Row{"a topic of help", Words{"help", "var"}, {"variables"}},
           Row{"a command below a command in help", Words{"help", "vault", "ro"}, {"rotate"}},
       }) {
    INFO(row.name);
    CHECK(completed(row.words) == row.offered);
  }
}

TEST_CASE("every command and every flag of the program is offered with its meaning") {
  const auto commands = completed({""});
  for (const char* command : {"plan", "apply", "reconcile", "completion"}) CHECK(has(commands, command));
  CHECK_FALSE(has(commands, "__complete"));
  const auto line = run_here({"__complete", "plan", "--at"}).out;
  CHECK_THAT(line, Catch::StartsWith("--at\t") && Catch::Contains("Evaluate readings at this time"));
}

TEST_CASE("words of the fleet come from its files and its store, without the cloud") {
  Workbench bench;
  bench.copy_reference_fleet();
  const auto dir = (bench.folder() / "desired-state").string();
  const auto state = (bench.folder() / "state/store.db").string();
  const auto offered = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"-C", dir, "--state", state});
    return completed(words);
  };
  CHECK(offered({"what-if", "--agents", "wor"}) == std::vector<std::string>{"worker="});
  CHECK(offered({"approve", "--pools", "wor"}) == std::vector<std::string>{"worker"});
  CHECK(offered({"approve", "--pools", "gpu,wor"}) == std::vector<std::string>{"gpu,worker"});
  CHECK(has(offered({"what-if", "--region-lost", ""}), "fra1"));
  CHECK(has(offered({"vault", "get", "dig"}), "digitalocean"));
  SECTION("a Tab creates no store") {
    CHECK_FALSE(std::filesystem::exists(state));
  }
  SECTION("after an apply, machines are offered") {
    REQUIRE(bench.sandbox({"--state", state, "apply", "--auto-approve"}).code == 0);
    CHECK(has(offered({"--sandbox", "explain", "plan.json", "worker"}), "worker/1"));
    CHECK(has(offered({"--sandbox", "release", "worker"}), "worker/1"));
    CHECK(has(offered({"--sandbox", "node-token", "worker"}), "worker/1"));
    CHECK_FALSE(has(offered({"--sandbox", "node-token", "worker"}), "worker"));
  }
}

TEST_CASE("files with mistakes offer nothing, and print nothing") {
  Workbench bench;
  bench.write("desired-state/fleet.yaml", "kind: fleet\nname: [");
  const auto dir = (bench.folder() / "desired-state").string();
  CHECK(completed({"-C", dir, "what-if", "--agents", ""}).empty());
}
