#include "reconciler/adapters/system/pager.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace muster {

namespace {

/// A closed reader is no error: the user has quit the pager.
void write_all(int descriptor, const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto count = ::write(descriptor, text.data() + at, text.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    at += static_cast<std::size_t>(count);
  }
}

}  // namespace

bool show_in_pager(const std::string& text, const std::string& command) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  const auto& line = command.empty() ? std::string("less -FRX") : command;
  const auto before = signal(SIGPIPE, SIG_IGN);
  // Ctrl-C is for the pager, which handles it itself.
  const auto interrupt = signal(SIGINT, SIG_IGN);
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    dup2(ends[0], STDIN_FILENO);
    execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[0]);
  if (child > 0) write_all(ends[1], text);
  close(ends[1]);
  int status = 0;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  signal(SIGINT, interrupt);
  signal(SIGPIPE, before);
  // 126 and 127 are the shell's codes for a missing command.
  return child > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) >= 126);
}

}  // namespace muster
