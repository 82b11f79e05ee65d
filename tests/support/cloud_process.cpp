#include "tests/support/cloud_process.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace muster {

CloudProcess::CloudProcess(const std::vector<std::string>& words) {
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  child_ = fork();
  if (child_ == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    close(pipe_ends[0]);
    const std::string program = std::string(MUSTER_BINARY_DIR) + "/bin/muster-sandbox";
    std::vector<char*> arguments = {const_cast<char*>("muster-sandbox"), const_cast<char*>("--port"),
                                    const_cast<char*>("0")};
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    _exit(127);
  }
  close(pipe_ends[1]);
  // Its first line is where it listens; it is written once it does.
  for (char c = 0; ::read(pipe_ends[0], &c, 1) == 1 && c != '\n';) url_ += c;
  close(pipe_ends[0]);
  REQUIRE(url_.rfind("http://127.0.0.1:", 0) == 0);
}

CloudProcess::~CloudProcess() {
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
}

std::map<std::string, std::string> CloudProcess::environment() const {
  return {{"DIGITALOCEAN_API_URL", url_}, {"DIGITALOCEAN_API_KEY", "test"}};
}

}  // namespace muster
