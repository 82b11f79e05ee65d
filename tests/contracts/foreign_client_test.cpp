#include <sys/wait.h>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "providers/sandbox/sandbox_server.hpp"

namespace muster {

namespace {

struct CommandEnd {
  int status = 0;
  std::string printed;
};

/// Runs a command to its end; what it printed on both outputs.
CommandEnd run(const std::string& command) {
  CommandEnd outcome;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> piece{};
  while (fgets(piece.data(), piece.size(), pipe) != nullptr) outcome.printed += piece.data();
  const int ended = pclose(pipe);
  outcome.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  return outcome;
}

constexpr int not_installed = 77;

/// Runs a script of this folder against a sandbox of its own.
void walk_with(const std::string& interpreter, const std::string& script) {
  SandboxOptions options;
  options.speed = 300;
  options.rate_limits = false;
  const auto server = SandboxServer::start(options);
  REQUIRE(server.ok());
  const auto outcome =
      run(interpreter + " " + MUSTER_SOURCE_DIR + "/tests/contracts/" + script + " " + (*server)->url());
  if (outcome.status == not_installed || outcome.status == 127) {
    std::printf("skipped: %s needs a client that is not installed here\n", script.c_str());
    return;
  }
  INFO(outcome.printed);
  CHECK(outcome.status == 0);
}

}  // namespace

TEST_CASE("python-digitalocean can work with the sandbox") {
  walk_with("/usr/bin/python3", "python_digitalocean.py");
}

TEST_CASE("godo can work with the sandbox") {
  walk_with("sh", "godo.sh");
}

}  // namespace muster
