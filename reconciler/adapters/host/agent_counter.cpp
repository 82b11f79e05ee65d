#include "reconciler/adapters/host/agent_counter.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <re2/re2.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "reconciler/adapters/host/kernel_file.hpp"
#include "reconciler/adapters/host/proc_text.hpp"

namespace muster {
namespace {

struct FolderCloser {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, FolderCloser>;

Result<Folder> open_folder(const std::string& path) {
  Folder folder(::opendir(path.c_str()));
  if (!folder) return Error{ErrorKind::io, fmt::format("{}: {}", path, std::strerror(errno))};
  return folder;
}

re2::RE2::Options quiet_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

}  // namespace

struct AgentCounter::Pattern {
  explicit Pattern(const std::string& text) : re2(text, quiet_options()) {}
  re2::RE2 re2;
};

std::string agent_pattern_problem(const std::string& pattern) {
  const re2::RE2 re2(pattern, quiet_options());
  return re2.ok() ? "" : re2.error();
}

AgentCounter::AgentCounter(AgentRule rule, std::string root, std::unique_ptr<Pattern> pattern)
    : rule_(std::move(rule)), root_(std::move(root)), pattern_(std::move(pattern)) {}
AgentCounter::AgentCounter(AgentCounter&&) noexcept = default;
AgentCounter& AgentCounter::operator=(AgentCounter&&) noexcept = default;
AgentCounter::~AgentCounter() = default;

Result<AgentCounter> AgentCounter::make(AgentRule rule, std::string root) {
  if (root.ends_with('/')) root.pop_back();
  std::unique_ptr<Pattern> pattern;
  if (!rule.pattern.empty()) {
    if (auto problem = agent_pattern_problem(rule.pattern); !problem.empty())
      return Error{ErrorKind::invalid,
                   fmt::format("\"{}\" is not a regular expression: {}", rule.pattern, problem)};
    pattern = std::make_unique<Pattern>(rule.pattern);
  }
  return AgentCounter(std::move(rule), std::move(root), std::move(pattern));
}

bool AgentCounter::is_agent(std::string command_line) const {
  while (command_line.ends_with('\0')) command_line.pop_back();
  std::replace(command_line.begin(), command_line.end(), '\0', ' ');
  return pattern_ && !command_line.empty() && re2::RE2::PartialMatch(command_line, pattern_->re2);
}

Result<int> AgentCounter::count_processes() const {
  const auto folder = open_folder(root_ + "/proc");
  if (!folder) return folder.error();
  const auto self = std::to_string(::getpid());
  int agents = 0;
  std::string command_line;
  while (const auto* entry = ::readdir(folder->get())) {
    const std::string_view name = entry->d_name;
    const bool process = name.find_first_not_of("0123456789") == std::string_view::npos;
    if (!process || name == self) continue;
    // One that ended meanwhile is none any more.
    if (auto text = read_kernel_file(fmt::format("{}/proc/{}/cmdline", root_, name)))
      agents += is_agent(*std::move(text)) ? 1 : 0;
  }
  return agents;
}

Result<int> AgentCounter::count_groups() const {
  const auto path = fmt::format("{}/sys/fs/cgroup/{}", root_, rule_.cgroup);
  const auto folder = open_folder(path);
  if (!folder) return folder.error();
  int agents = 0;
  while (const auto* entry = ::readdir(folder->get())) {
    if (entry->d_name[0] == '.') continue;
    const auto events = read_kernel_file(fmt::format("{}/{}/cgroup.events", path, entry->d_name));
    if (!events) continue;  // A file, or a group that ended meanwhile.
    const auto populated = number_behind(*events, "populated");
    agents += populated && *populated == 1 ? 1 : 0;
  }
  return agents;
}

Result<int> AgentCounter::count() const {
  return rule_.cgroup.empty() ? count_processes() : count_groups();
}

}  // namespace muster
