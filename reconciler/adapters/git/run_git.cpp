#include "reconciler/adapters/git/run_git.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace muster {
namespace {

constexpr std::size_t kMost = std::size_t{64} << 20;

/// Both ends of a pipe, closed whatever happens.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    shut(0);
    shut(1);
  }
  bool open() const { return ends_[0] >= 0; }
  int out() const { return ends_[0]; }
  int in() const { return ends_[1]; }
  void shut(std::size_t end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// How a run is bounded.
struct Bounds {
  bool remote = false;  ///< It may talk to a remote.
  std::optional<std::chrono::steady_clock::time_point> until;
};

void pass_on(const char* name, std::vector<std::string>& lines) {
  if (const char* value = std::getenv(name)) lines.push_back(std::string(name) + "=" + value);
}

std::vector<std::string> environment(const Bounds& bounds) {
  std::vector<std::string> lines = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
                                    "GIT_NO_REPLACE_OBJECTS=1"};
  for (const char* name : {"PATH", "HOME"}) pass_on(name, lines);
  if (!bounds.remote) {
    lines.push_back("GIT_NO_LAZY_FETCH=1");
    return lines;
  }
  for (const char* name :
       {"SSH_AUTH_SOCK", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_SSL_CAINFO", "XDG_CONFIG_HOME",
        "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "no_proxy", "NO_PROXY"}) {
    pass_on(name, lines);
  }
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (auto& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// What was read so far grows by what is there; false at the end.
bool take(int descriptor, std::string& text) {
  std::array<char, 1 << 16> chunk;
  const auto got = ::read(descriptor, chunk.data(), chunk.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  if (text.size() < kMost) text.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

/// Milliseconds for poll; -1 for ever.
int left_of(const Bounds& bounds) {
  if (!bounds.until) return -1;
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(*bounds.until - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000));
}

/// Reads both side by side, so that git waits for neither. False when its time is over.
bool listen(Pipe& out, Pipe& err, const Bounds& bounds, GitRun& run) {
  while (out.out() >= 0 || err.out() >= 0) {
    std::array<pollfd, 2> ready = {pollfd{out.out(), POLLIN, 0}, pollfd{err.out(), POLLIN, 0}};
    const int came = ::poll(ready.data(), ready.size(), left_of(bounds));
    if (came == 0) return false;
    if (came < 0 && errno != EINTR) break;
    if (ready[0].revents != 0 && !take(out.out(), run.out)) out.shut(0);
    if (ready[1].revents != 0 && !take(err.out(), run.err)) err.shut(0);
  }
  return true;
}

Result<pid_t> spawn(std::vector<std::string> words, const Bounds& bounds, const Pipe& out, const Pipe& err) {
  auto variables = environment(bounds);
  // A group of its own, so that what git starts (ssh, git-remote-https) ends with it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (bounds.remote) {
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.in(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.in(), STDERR_FILENO);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, "git", &actions, &attributes, pointers(words).data(),
                                    pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) {
    return Error{ErrorKind::not_found,
                 fmt::format("git cannot be run, and the committed fleet file is read with it: {}",
                             std::strerror(failed))};
  }
  return child;
}

Result<GitRun> run(const std::string& folder, const std::vector<std::string>& words, const Bounds& bounds) {
  // safe.directory: the files are read anyway; whose they are is not git's to judge here.
  std::vector<std::string> all = {
      "git", "-C", folder, "-c", "safe.directory=*", "-c", "core.fsmonitor=false"};
  all.insert(all.end(), words.begin(), words.end());
  Pipe out, err;
  if (!out.open() || !err.open())
    return Error{ErrorKind::io, fmt::format("no pipe to git: {}", std::strerror(errno))};
  const auto child = spawn(std::move(all), bounds, out, err);
  if (!child) return child.error();
  out.shut(1);
  err.shut(1);
  GitRun run;
  const bool in_time = listen(out, err, bounds, run);
  if (!in_time) ::kill(-*child, SIGKILL);
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!in_time)
    return Error{ErrorKind::timeout, fmt::format("git {} did not come to its end in time", words.front())};
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (run.code == 127)
    return Error{ErrorKind::not_found, "git is not there, and the committed fleet file is read with it"};
  while (!run.err.empty() && run.err.back() == '\n') run.err.pop_back();
  return run;
}

}  // namespace

Result<GitRun> run_git(const std::string& folder, const std::vector<std::string>& words) {
  return run(folder, words, {});
}

Result<GitRun> run_git_within(Duration at_most, const std::string& folder,
                              const std::vector<std::string>& words) {
  return run(folder, words, {true, std::chrono::steady_clock::now() + at_most});
}

}  // namespace muster
