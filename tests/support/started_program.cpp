#include "tests/support/started_program.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace muster {

StartedProgram::StartedProgram(const std::vector<std::string>& words, const std::string& log,
                               const std::map<std::string, std::string>& environment) {
  child_ = fork();
  if (child_ != 0) return;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

StartedProgram::~StartedProgram() {
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
}

bool StartedProgram::alive() const {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

long StartedProgram::used_cpu_milliseconds() const {
  std::ifstream file("/proc/" + std::to_string(child_) + "/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream behind_name(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) behind_name >> skipped;
  long ticks = 0;
  for (int i = 0; i < 4; ++i) {  // Its own user and system time, and its children's.
    long some = 0;
    behind_name >> some;
    ticks += some;
  }
  return ticks * 1000 / sysconf(_SC_CLK_TCK);
}

long StartedProgram::resident_kib() const {
  std::ifstream file("/proc/" + std::to_string(child_) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  }
  return -1;
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace muster
