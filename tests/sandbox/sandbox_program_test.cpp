#include <httplib.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <string>

#include "tests/support/temporary_folder.hpp"

namespace muster {

namespace {

/// The program run by a shell that tells its process id first and its status at the end.
class Program {
 public:
  explicit Program(const std::string& options) {
    const std::string program = MUSTER_BINARY_DIR "/bin/muster-sandbox " + options;
    // The process tells its number before it becomes the program: nothing can come before that line.
    pipe_ = popen(("sh -c 'echo $$; exec " + program + " 2>&1'; echo ended $?").c_str(), "r");
    REQUIRE(pipe_ != nullptr);
  }
  ~Program() { pclose(pipe_); }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  std::string next_line() {
    std::array<char, 1024> line{};
    if (fgets(line.data(), line.size(), pipe_) == nullptr) return "";
    std::string text = line.data();
    if (!text.empty()) text.pop_back();
    return text;
  }
  std::string last_line() {
    std::string last;
    for (auto line = next_line(); !line.empty(); line = next_line()) last = line;
    return last;
  }

 private:
  FILE* pipe_ = nullptr;
};

}  // namespace

TEST_CASE("muster-sandbox serves until it is told to stop") {
  const auto signal = GENERATE(SIGTERM, SIGINT);
  Program program("--speed 100");
  const auto process = std::stoi(program.next_line());
  const auto url = program.next_line();
  REQUIRE_THAT(url, Catch::StartsWith("http://127.0.0.1:"));
  httplib::Client client(url);
  client.set_default_headers({{"Authorization", "Bearer any"}});
  const auto account = client.Get("/v2/account");
  REQUIRE(account);
  CHECK(account->status == 200);
  CHECK(kill(process, signal) == 0);
  CHECK(program.last_line() == "ended 0");
}

TEST_CASE("muster-sandbox tells what it cannot do") {
  for (const auto* options : {"--speed 0", "--port 99999", "--resize sometimes", "--colour red"}) {
    DYNAMIC_SECTION(options) {
      Program program(options);
      const auto process = std::stoi(program.next_line());
      CHECK(process > 0);
      const auto last = program.last_line();
      CHECK_THAT(last, Catch::StartsWith("ended "));
      CHECK(last != "ended 0");
    }
  }
}

TEST_CASE("muster-sandbox tells what is wrong with a fault file") {
  const test::TemporaryFolder folder;
  folder.write("faults.yaml",
               "apiVersion: muster/v1\nkind: Faults\nfaults:\n- {calls: GET /v2, fault: quakes}\n");
  const auto [name, message] = GENERATE(table<std::string, std::string>(
      {{"faults.yaml", ":4:27: unknown fault \"quakes\""}, {"no.yaml", "cannot read"}}));
  Program program("--faults " + folder.path(name));
  CHECK(std::stoi(program.next_line()) > 0);
  CHECK_THAT(program.next_line(), Catch::Contains(message));
  CHECK_THAT(program.last_line(), Catch::Contains("ended 1"));
}

TEST_CASE("muster-sandbox lets happen what a fault file declares") {
  const test::TemporaryFolder folder;
  const auto file = folder.path("faults.yaml");
  folder.write("faults.yaml",
               "apiVersion: muster/v1\nkind: Faults\nfaults:\n"
               "- {calls: GET /v2/account, nth: 1, fault: server_error, status: 503}\n");
  Program program("--faults " + file);
  const auto process = std::stoi(program.next_line());
  httplib::Client client(program.next_line());
  client.set_default_headers({{"Authorization", "Bearer any"}});
  const auto first = client.Get("/v2/account");
  const auto second = client.Get("/v2/account");
  CHECK(kill(process, SIGTERM) == 0);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->status == 503);
  CHECK(second->status == 200);
}

}  // namespace muster
