#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "tests/program/vault_passphrase.hpp"
#include "tests/support/built_programs.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kPassphrase = "canary-of-a-passphrase";
const std::string kSecret = "canary-of-a-secret";

/// A program that asks for a passphrase on a terminal which outlives it. The terminal is no controlling one:
/// it is not hung up when the program ends.
class Asked {
 public:
  Asked(const Workbench& bench, const std::vector<std::string>& words) {
    if (openpty(&ours_, &theirs_, nullptr, nullptr, nullptr) != 0) {
      FAIL("no terminal can be had here");
    }
    child_ = fork();
    if (child_ != 0) return;
    for (const int descriptor : {0, 1, 2}) dup2(theirs_, descriptor);
    // A shell that runs the tests in the background lets its children ignore two of them.
    for (const int number : {SIGINT, SIGQUIT}) signal(number, SIG_DFL);
    const rlimit any{RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_CORE, &any);
    const std::string path = std::getenv("PATH");
    clearenv();
    setenv("PATH", path.c_str(), 1);
    setenv("MUSTER_SECRET_CANARY", kSecret.c_str(), 1);
    if (chdir(bench.folder().c_str()) != 0) _exit(126);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(arguments.front(), arguments.data());
    _exit(127);
  }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked() {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(ours_);
    close(theirs_);
  }

  bool says(const std::string& text) {
    std::string told;
    char byte = 0;
    while (told.find(text) == std::string::npos && read(ours_, &byte, 1) == 1) told += byte;
    return told.find(text) != std::string::npos;
  }
  bool echoes() const {
    termios now{};
    REQUIRE(tcgetattr(theirs_, &now) == 0);
    return (now.c_lflag & ECHO) != 0;
  }
  void type(const std::string& keys) const { (void)!write(ours_, keys.data(), keys.size()); }
  /// The status of waitpid.
  int ended_by(int signal_number) {
    kill(child_, signal_number);
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return status;
  }
  std::string limits() const {
    std::ifstream file("/proc/" + std::to_string(child_) + "/limits");
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  int ours_ = -1;
  int theirs_ = -1;
  pid_t child_ = -1;
};

/// A bench with a vault that a passphrase must open.
struct LockedBench : Workbench {
  LockedBench() {
    write_private("passphrase", kPassphrase + "\n");
    REQUIRE(muster({"vault", "set", "digitalocean"}, kPassphraseFile, kSecret).code == 0);
    std::filesystem::remove(folder() / "passphrase");
  }
  /// Every file below that holds this text.
  std::vector<std::string> holding(const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(file), {}};
      if (all.find(text) != std::string::npos) found.push_back(entry.path().string());
    }
    return found;
  }
};

}  // namespace

TEST_CASE(
    "a program that is ended while it asks for a passphrase leaves a terminal that shows what is typed") {
  const LockedBench bench;
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    INFO("signal " << signal_number);
    Asked asked(bench, {kMusterProgram, "vault", "list"});
    REQUIRE(asked.says("Passphrase of the vault: "));
    CHECK_FALSE(asked.echoes());
    const int status = asked.ended_by(signal_number);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal_number);
    CHECK(asked.echoes());
  }
}

TEST_CASE("no core dump is left, and no file but the vault that could tell a secret") {
  const LockedBench bench;
  Asked control(bench, {"/bin/sh", "-c", "echo ready; read line"});
  REQUIRE(control.says("ready"));
  const int dumped = control.ended_by(SIGABRT);
  if (!WCOREDUMP(dumped)) WARN("this machine leaves no core dumps; only the limit is checked");

  Asked asked(bench, {kMusterProgram, "vault", "get", "digitalocean"});
  REQUIRE(asked.says("Passphrase of the vault: "));
  const auto limits = asked.limits();
  const auto line = limits.substr(limits.find("Max core file size"), 60);
  CHECK(line.find(" 0 ") != std::string::npos);
  asked.type(kPassphrase);  // Without a line break: it waits, and holds it.
  const int status = asked.ended_by(SIGABRT);
  CHECK(WTERMSIG(status) == SIGABRT);
  CHECK_FALSE(WCOREDUMP(status));
  // The dump of the shell, and the bench's own input.
  for (const auto& entry : std::filesystem::directory_iterator(bench.folder())) {
    const auto name = entry.path().filename().string();
    if (name == ".in" || name.starts_with("core")) std::filesystem::remove(entry.path());
  }
  for (const auto& text : {kPassphrase, kSecret}) CHECK(bench.holding(text) == std::vector<std::string>{});
}
