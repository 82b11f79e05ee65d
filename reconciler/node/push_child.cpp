#include "reconciler/node/push_child.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

namespace muster::node {
namespace {

constexpr Duration kLongestPush = std::chrono::minutes(1);

}  // namespace

PushChild::~PushChild() {
  if (child_ <= 0) return;
  ::kill(child_, SIGTERM);
  ::waitpid(child_, nullptr, 0);
}

Result<Done> PushChild::start(Duration uptime) {
  std::vector<char*> arguments;
  for (auto& word : words_) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  // Signals that muster-node waits for by itself are blocked here and must not be in the child.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const int problem =
      ::posix_spawn(&child_, words_.front().c_str(), nullptr, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  if (problem != 0) {
    child_ = -1;
    return Error{ErrorKind::io, fmt::format("starting {}: {}", words_.front(), std::strerror(problem))};
  }
  started_ = uptime;
  return Done{};
}

std::optional<bool> PushChild::ended(Duration uptime) {
  if (child_ <= 0) return std::nullopt;
  int status = 0;
  if (::waitpid(child_, &status, WNOHANG) == 0) {
    if (uptime - started_ < kLongestPush) return std::nullopt;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, &status, 0);
  }
  child_ = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace muster::node
