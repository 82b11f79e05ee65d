#include "reconciler/adapters/git/run_git.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <sstream>

#include "reconciler/adapters/secrets/redact.hpp"

namespace muster {
namespace {

constexpr std::size_t kMostOfGit = std::size_t{64} << 20;

/// Both ends of a pipe; the destructor closes them.
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

using SteadyTime = std::chrono::steady_clock::time_point;

/// Time for git to end itself after SIGTERM.
constexpr auto kGrace = std::chrono::seconds(2);

void pass_on(const char* name, std::vector<std::string>& lines) {
  if (const char* value = std::getenv(name)) lines.push_back(std::string(name) + "=" + value);
}

void pass_config(const GitOptions& options, std::vector<std::string>& lines) {
  if (options.config.empty()) return;
  lines.push_back(fmt::format("GIT_CONFIG_COUNT={}", options.config.size()));
  for (std::size_t i = 0; i < options.config.size(); ++i) {
    lines.push_back(fmt::format("GIT_CONFIG_KEY_{}={}", i, options.config[i].first));
    lines.push_back(fmt::format("GIT_CONFIG_VALUE_{}={}", i, options.config[i].second));
  }
}

std::vector<std::string> environment(const GitOptions& options) {
  std::vector<std::string> lines = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
                                    "GIT_NO_REPLACE_OBJECTS=1"};
  for (const char* name : {"PATH", "HOME"}) pass_on(name, lines);
  pass_config(options, lines);
  if (!options.at_most) {
    // A setting of the user (colours, aliases of output, other programs) must not change the answers of git.
    lines.insert(lines.end(),
                 {"GIT_NO_LAZY_FETCH=1", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null"});
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

/// Appends the bytes that can be read now. False at the end.
bool take(int descriptor, std::string& text) {
  std::array<char, 1 << 16> chunk;
  const auto got = ::read(descriptor, chunk.data(), chunk.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  if (text.size() <= kMostOfGit) text.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

/// Milliseconds for poll; -1: no limit.
int left_until(const std::optional<SteadyTime>& until) {
  if (!until) return -1;
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(*until - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000));
}

/// Reads both outputs side by side, so that git waits for neither. False when its time is over.
bool read_outputs(Pipe& out, Pipe& err, const std::optional<SteadyTime>& until, GitRun& run) {
  while (out.out() >= 0 || err.out() >= 0) {
    std::array<pollfd, 2> ready = {pollfd{out.out(), POLLIN, 0}, pollfd{err.out(), POLLIN, 0}};
    const int came = ::poll(ready.data(), ready.size(), left_until(until));
    if (came == 0) return false;
    if (came < 0 && errno != EINTR) break;
    if (came < 0) continue;
    if (ready[0].revents != 0 && !take(out.out(), run.out)) out.shut(0);
    if (ready[1].revents != 0 && !take(err.out(), run.err)) err.shut(0);
  }
  return true;
}

/// A descriptor that reads the text from its beginning; -1 when there is no memory for it.
int descriptor_with(const std::string& text) {
  const int file = ::memfd_create("git-input", MFD_CLOEXEC);
  for (std::size_t done = 0; file >= 0 && done < text.size();) {
    const auto written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      ::close(file);
      return -1;
    }
    done += static_cast<std::size_t>(written);
  }
  if (file >= 0) ::lseek(file, 0, SEEK_SET);
  return file;
}

Result<pid_t> spawn(std::vector<std::string> words, const GitOptions& options, const Pipe& out,
                    const Pipe& err) {
  auto variables = environment(options);
  const int input = options.input.empty() ? -1 : descriptor_with(options.input);
  if (input < 0 && !options.input.empty())
    return Error{ErrorKind::io, fmt::format("no memory for the input of git: {}", std::strerror(errno))};
  // A separate process group, so that the children of git (ssh, git-remote-https) end with it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (options.at_most) {
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input >= 0) {
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  // The same number on both sides takes the close-on-exec mark off, in the child alone.
  if (options.held >= 0) posix_spawn_file_actions_adddup2(&actions, options.held, options.held);
  posix_spawn_file_actions_adddup2(&actions, out.in(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.in(), STDERR_FILENO);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, "git", &actions, &attributes, pointers(words).data(),
                                    pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (input >= 0) ::close(input);
  if (failed != 0) {
    return Error{ErrorKind::io,
                 fmt::format("muster cannot run git, which it needs to read the committed fleet file: {}",
                             std::strerror(failed))};
  }
  return child;
}

/// Ends a run after its time limit: first by a request, so that git removes its lock files, then by force.
void end_group(pid_t child, Pipe& out, Pipe& err, GitRun& run) {
  ::kill(-child, SIGTERM);
  (void)read_outputs(out, err, std::chrono::steady_clock::now() + kGrace, run);
  ::kill(-child, SIGKILL);
}

/// The command of git behind options such as `-c key=value`.
std::string verb_of(const std::vector<std::string>& words) {
  std::size_t at = 0;
  while (at + 1 < words.size() && words[at].starts_with('-')) at += words[at] == "-c" ? 2 : 1;
  return words[std::min(at, words.size() - 1)];
}

Result<GitRun> run(const std::string& folder, const std::vector<std::string>& words,
                   const GitOptions& options) {
  // safe.directory: muster reads the files anyway, so git must not reject their owner.
  // muster reads the files anyway, so git must not reject their owner. A repository has settings too: they
  // must neither run programs nor colour the answers of git.
  std::vector<std::string> all = {"git", "-C", folder};
  for (const char* setting :
       {"safe.directory=*", "core.fsmonitor=false", "core.hooksPath=/dev/null", "color.ui=false"})
    all.insert(all.end(), {"-c", setting});
  all.insert(all.end(), words.begin(), words.end());
  const auto until = options.at_most
                         ? std::optional<SteadyTime>(std::chrono::steady_clock::now() + *options.at_most)
                         : std::nullopt;
  Pipe out, err;
  if (!out.open() || !err.open())
    return Error{ErrorKind::io, fmt::format("no pipe to git: {}", std::strerror(errno))};
  const auto child = spawn(std::move(all), options, out, err);
  if (!child) return child.error();
  out.shut(1);
  err.shut(1);
  GitRun run;
  const bool in_time = read_outputs(out, err, until, run);
  if (!in_time) end_group(*child, out, err, run);
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  const auto verb = verb_of(words);
  if (!in_time)
    return Error{ErrorKind::timeout,
                 fmt::format("git {} did not end in time ({} s)", verb, options.at_most->count() / 1000)};
  if (run.out.size() > kMostOfGit)
    return Error{ErrorKind::invalid, fmt::format("git {} printed more than {} MiB", verb, kMostOfGit >> 20)};
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (run.code == 127)
    return Error{ErrorKind::io, "git is not installed, and muster needs it to read the committed fleet file"};
  while (!run.err.empty() && run.err.back() == '\n') run.err.pop_back();
  return run;
}

}  // namespace

Result<GitRun> run_git(const std::string& folder, const std::vector<std::string>& words,
                       const std::string& input) {
  GitOptions options;
  options.input = input;
  return run(folder, words, options);
}

Result<GitRun> run_git_with(const GitOptions& options, const std::string& folder,
                            const std::vector<std::string>& words) {
  return run(folder, words, options);
}

std::string message_of(const GitRun& run) {
  constexpr std::size_t kLongest = 600;
  std::string message;
  std::istringstream lines(redacted(run.err));
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || line.starts_with("hint:")) continue;
    if (!message.empty()) message += "; ";
    message += line;
  }
  if (message.empty()) return fmt::format("git ended with {} and printed nothing", run.code);
  if (message.size() > kLongest) message = message.substr(0, kLongest) + "...";
  return message;
}

std::string first_line_of(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace muster
