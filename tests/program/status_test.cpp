#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/built_programs.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// `muster` on a terminal of so many columns, which the test types on and signals.
class OnTerminal {
 public:
  OnTerminal(const Workbench& bench, const std::vector<std::string>& words,
             const std::map<std::string, std::string>& environment = {}) {
    winsize size{};
    size.ws_col = 90;
    size.ws_row = 30;
    child_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ != 0) return;
    if (chdir(bench.folder().c_str()) != 0) _exit(126);
    setenv("TERM", "xterm-256color", 1);
    unsetenv("NO_COLOR");
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    const std::string program = test::kMusterProgram;
    std::vector<char*> arguments = {const_cast<char*>("muster")};
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    _exit(127);
  }
  ~OnTerminal() {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(terminal_);
  }

  /// Whether it says this before it ends.
  bool says(const std::string& text) {
    auto found = told_.find(text, from_);
    while (found == std::string::npos) {
      if (!read_some()) return false;
      found = told_.find(text, from_);
    }
    from_ = found + text.size();  // One read may bring what is asked for next as well.
    return true;
  }
  void type(const std::string& keys) const { (void)!write(terminal_, keys.data(), keys.size()); }
  void send(int signal_number) const { kill(child_, signal_number); }
  void resize(unsigned short columns, unsigned short lines) const {
    winsize size{};
    size.ws_col = columns;
    size.ws_row = lines;
    ioctl(terminal_, TIOCSWINSZ, &size);
  }
  int ended() {
    while (read_some()) continue;
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  const std::string& told() const { return told_; }

 private:
  bool read_some() {
    char buffer[4096];
    const auto got = ::read(terminal_, buffer, sizeof buffer);
    if (got <= 0) return false;
    told_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int terminal_ = -1;
  pid_t child_ = -1;
  std::string told_;
  std::size_t from_ = 0;
};

/// The reference fleet with one machine, on the sandbox.
struct ReferenceFleet : Workbench {
  ReferenceFleet() {
    copy_reference_fleet();
    const auto applied = sandbox({"apply", "--auto-approve"});
    INFO(applied.out << applied.err);
    REQUIRE(applied.code == 0);
  }
  std::vector<std::string> watching() const {
    return {"--sandbox", "--sandbox-speed", "100000", "status", "--watch", "--interval", "1h"};
  }
};

const std::string kShowCursor = "\x1b[?25h";
const std::string kLeave = "\x1b[?1049l";

}  // namespace

TEST_CASE("the status of a real fleet, as text, Markdown and JSON") {
  const ReferenceFleet fleet;
  const auto text = fleet.sandbox({"status"});
  INFO(text.out << text.err);
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Catch::Contains("worker/1") && Catch::Contains("1 machine of 1..12") &&
                           Catch::Contains("Last events") && Catch::Contains("no loop has run"));
  const auto json = fleet.sandbox({"status", "--json"});
  const auto form = check_json_text("status", json.out);
  INFO((form ? "" : form.error().what));
  CHECK(form.ok());
  CHECK(fleet.sandbox({"status", "--format", "markdown", "--no-readings"}).code == 0);
}

TEST_CASE("recorded readings are what the bars show when they are named") {
  const ReferenceFleet fleet;
  std::string lines;
  for (const int second : {0, 30})
    lines += fmt::format(
        "{{\"at\":\"2026-11-23T20:00:{:02}Z\",\"subject\":\"worker/1\",\"metric\":\"cpu\","
        "\"value\":{}}}\n",
        second, 40 + second);
  fleet.write("r.ndjson", lines);
  CHECK_THAT(fleet.sandbox({"status", "--readings", "r.ndjson"}).out,
             Catch::Contains("━  70%") || Catch::Contains("─  70%"));
  CHECK_THAT(fleet.sandbox({"status", "--readings", "r.ndjson", "--at", "2026-11-23T20:00:10Z"}).out,
             Catch::Contains("─  40%"));
}

TEST_CASE("a watched status is a screen of its own that q ends, and the terminal is as it was") {
  const ReferenceFleet fleet;
  OnTerminal terminal(fleet, fleet.watching());
  REQUIRE(terminal.says("\x1b[?1049h"));
  REQUIRE(terminal.says("q quit"));
  terminal.resize(64, 20);
  REQUIRE(terminal.says("q quit"));
  terminal.type("a");
  REQUIRE(terminal.says("a fold"));
  terminal.type("q");
  CHECK(terminal.ended() == 0);
  CHECK(terminal.told().find("\x1b[?25l") != std::string::npos);
  CHECK(terminal.told().ends_with(kShowCursor + kLeave));
}

TEST_CASE("whoever watches a cloud that does not answer is told so, and may leave at once") {
  Workbench bench;
  bench.copy_reference_fleet();
  bench.write("faults.yaml",
              "apiVersion: muster/v1\nkind: Faults\nseed: 1\nfaults:\n  - calls: GET /v2/droplets\n"
              "    fault: latency\n    for: 60s\n");
  const CloudProcess cloud({"--speed", "1", "--faults", (bench.folder() / "faults.yaml").string()});
  auto environment = cloud.environment();
  environment["MUSTER_STATE"] = ".muster/state.db";
  OnTerminal terminal(bench, {"status", "--watch", "--no-readings"}, environment);
  REQUIRE(terminal.says("Reading "));
  const auto began = std::chrono::steady_clock::now();
  terminal.type("q");
  CHECK(terminal.ended() == 0);
  CHECK(std::chrono::steady_clock::now() - began <
        std::chrono::seconds(10));  // Far less than the cloud takes.
  CHECK_THAT(terminal.told(), Catch::Contains(kLeave));
}

TEST_CASE("a watched status that is told to end puts the terminal back") {
  const ReferenceFleet fleet;
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    OnTerminal terminal(fleet, fleet.watching());
    REQUIRE(terminal.says("q quit"));
    terminal.send(signal_number);
    CHECK(terminal.ended() == 0);
    CHECK(terminal.told().ends_with(kShowCursor + kLeave));
  }
}

TEST_CASE("a cloud that answers no more is told, and the last picture stays") {
  const Workbench bench;
  bench.copy_reference_fleet();
  auto cloud = std::make_unique<CloudProcess>(std::vector<std::string>{"--speed", "1000"});
  const auto environment = cloud->environment();
  REQUIRE(bench.muster({"apply", "--auto-approve"}, environment).code == 0);
  OnTerminal terminal(bench, {"status", "--watch", "--interval", "1s", "--no-readings"}, environment);
  REQUIRE(terminal.says("worker/1"));
  cloud.reset();
  REQUIRE(terminal.says("did not answer"));
  REQUIRE(terminal.says("worker/1"));
  terminal.type("q");
  CHECK(terminal.ended() == 0);
}

TEST_CASE("without colours a watched status has none") {
  const ReferenceFleet fleet;
  auto words = fleet.watching();
  words.insert(words.begin(), "--no-color");
  OnTerminal terminal(fleet, words);
  REQUIRE(terminal.says("q quit"));
  terminal.type("q");
  CHECK(terminal.ended() == 0);
  CHECK(terminal.told().find("\x1b[3") == std::string::npos);
  CHECK(terminal.told().find("\x1b[2m") == std::string::npos);
}

TEST_CASE("elsewhere than on a terminal the blocks come one after the other, without any screen") {
  const ReferenceFleet fleet;
  fleet.write("watch.sh", std::string("set -m\n'") + MUSTER_BINARY_DIR +
                              "/bin/muster' --sandbox status --watch --interval 1s > out.txt &\n"
                              "until [ \"$(grep -c 'seen 20' out.txt)\" -ge 2 ]; do sleep 0.05; done\n"
                              "kill -TERM $!; wait $!; echo \"ended with $?\"\n");
  const auto ended = std::system(
      ("cd '" + fleet.folder().string() + "' && bash watch.sh > ended.txt 2> errors.txt").c_str());
  CHECK(ended == 0);
  CHECK(fleet.read("ended.txt") == "ended with 0\n");
  CHECK(fleet.read("out.txt").find('\x1b') == std::string::npos);
}

TEST_CASE("what a watched status cannot do is an error that says so") {
  const ReferenceFleet fleet;
  CHECK_THAT(fleet.sandbox({"status", "--watch", "--interval", "10ms"}).err, Catch::Contains("1s or more"));
  // The loop has an interval as well, and both are told by the same name in the environment.
  CHECK(fleet.sandbox({"status"}, {{"MUSTER_INTERVAL", "30s"}}).code == 0);
}
