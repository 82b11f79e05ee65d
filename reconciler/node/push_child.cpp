#include "reconciler/node/push_child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace muster::node {
namespace {

constexpr Duration kLongestPush = std::chrono::minutes(1);

/// Returns a file in memory with this text, positioned at its beginning; -1 if that is impossible.
int memory_with(const std::string& text) {
  const int file = ::memfd_create("muster-node", MFD_CLOEXEC);
  if (file < 0) return -1;
  for (std::size_t written = 0; written < text.size();) {
    const auto count = ::write(file, text.data() + written, text.size() - written);
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// All that waits in the pipe; its writers have ended.
std::string read_all(int pipe) {
  std::string text;
  char chunk[512];
  for (ssize_t got = 0; text.size() < 4096 && (got = ::read(pipe, chunk, sizeof chunk)) > 0;)
    text.append(chunk, static_cast<std::size_t>(got));
  return text;
}

}  // namespace

PushChild::~PushChild() {
  if (child_ > 0) {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
  }
  close_if_open(report_);
}

Result<Done> PushChild::start(Duration uptime, const std::string& given) {
  close_if_open(report_);
  std::array<int, 2> pipe{-1, -1};
  if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    return Error{ErrorKind::io, fmt::format("starting {}: {}", words_.front(), std::strerror(errno))};
  int input = memory_with(given);
  auto started = spawn(input, pipe[1]);
  close_if_open(input);
  close_if_open(pipe[1]);
  report_ = pipe[0];
  started_ = uptime;
  return started;
}

Result<Done> PushChild::spawn(int input, int output) {
  std::vector<char*> arguments;
  for (auto& word : words_) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  if (input >= 0)
    ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  else
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  // The signals that muster-node waits for are blocked here and must not be blocked in the child.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const int problem =
      ::posix_spawn(&child_, words_.front().c_str(), &files, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  if (problem == 0) return Done{};
  child_ = -1;
  return Error{ErrorKind::io, fmt::format("starting {}: {}", words_.front(), std::strerror(problem))};
}

std::optional<PushEnd> PushChild::ended(Duration uptime) {
  if (child_ <= 0) return std::nullopt;
  int status = 0;
  if (::waitpid(child_, &status, WNOHANG) == 0) {
    if (uptime - started_ < kLongestPush) return std::nullopt;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, &status, 0);
  }
  child_ = -1;
  PushEnd end;
  end.well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  end.report = report_in(read_all(report_)).value_or(PushReport{});
  close_if_open(report_);
  return end;
}

}  // namespace muster::node
