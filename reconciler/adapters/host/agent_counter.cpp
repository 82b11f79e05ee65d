#include "reconciler/adapters/host/agent_counter.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <re2/re2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>

#include "reconciler/adapters/host/agent_processes.hpp"
#include "reconciler/adapters/host/kernel_file.hpp"
#include "reconciler/adapters/host/proc_text.hpp"

namespace muster {
namespace {

struct FolderCloser {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, FolderCloser>;

/// The entries of a folder that `wanted` takes.
Result<std::vector<std::string>> entries_of(const std::string& path,
                                            const std::function<bool(const dirent&)>& wanted) {
  const auto failed = [&] { return Error{ErrorKind::io, fmt::format("{}: {}", path, std::strerror(errno))}; };
  const Folder folder(::opendir(path.c_str()));
  if (!folder) return failed();
  std::vector<std::string> names;
  for (errno = 0; const auto* entry = ::readdir(folder.get()); errno = 0) {
    if (wanted(*entry)) names.emplace_back(entry->d_name);
  }
  if (errno != 0) return failed();
  return names;
}

Result<std::vector<int>> numbers_in(const std::string& path) {
  const auto names = entries_of(path, [](const dirent& entry) {
    return std::string_view(entry.d_name).find_first_not_of("0123456789") == std::string_view::npos;
  });
  if (!names) return names.error();
  std::vector<int> numbers;
  for (const auto& name : *names) numbers.push_back(std::atoi(name.c_str()));
  return numbers;
}

Result<std::vector<std::string>> folders_in(const std::string& path) {
  return entries_of(path, [&path](const dirent& entry) {
    if (entry.d_name[0] == '.') return false;
    if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
    struct stat about {};
    return ::stat((path + "/" + entry.d_name).c_str(), &about) != 0 || S_ISDIR(about.st_mode);
  });
}

/// A process that ended between two reads does not count; one that may not be read may be an agent.
bool ended(const Error& error) {
  return error.kind == ErrorKind::not_found;
}

/// Returns a command line with its words separated by single spaces.
std::string words_of(std::string command_line) {
  while (command_line.ends_with('\0')) command_line.pop_back();
  std::replace(command_line.begin(), command_line.end(), '\0', ' ');
  return command_line;
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

bool AgentCounter::is_agent(const std::string& words) const {
  return pattern_ && !words.empty() && re2::RE2::PartialMatch(words, pattern_->re2);
}

Result<int> AgentCounter::count_processes() const {
  if (auto why = hidden_processes(root_); !why.empty()) return Error{ErrorKind::denied, std::move(why)};
  const auto ids = numbers_in(root_ + "/proc");
  if (!ids) return ids.error();
  std::vector<SeenProcess> matching;
  for (const int id : *ids) {
    if (id == ::getpid()) continue;
    const auto text = read_kernel_file(fmt::format("{}/proc/{}/cmdline", root_, id));
    if (!text && ended(text.error())) continue;
    if (!text) return text.error();
    auto words = words_of(*text);
    if (!is_agent(words)) continue;
    const auto stat = read_kernel_file(fmt::format("{}/proc/{}/stat", root_, id));
    if (!stat && ended(stat.error())) continue;
    auto process = stat ? process_in_stat(*stat) : Result<SeenProcess>(stat.error());
    if (!process) return process.error();
    process->id = id;
    process->words = std::move(words);
    matching.push_back(*std::move(process));
  }
  return count_agents(matching, [this](int id) {
    const auto stat = read_kernel_file(fmt::format("{}/proc/{}/stat", root_, id));
    const auto process = stat ? process_in_stat(*stat) : Result<SeenProcess>(stat.error());
    return process ? process->parent : 0;
  });
}

/// Whether the group has processes; nullopt when it ended meanwhile.
Result<std::optional<bool>> AgentCounter::populated(const std::string& group) const {
  const auto events = read_kernel_file(group + "/cgroup.events");
  if (!events && events.error().kind == ErrorKind::not_found) {
    if (::access(group.c_str(), F_OK) != 0) return std::optional<bool>();
    return Error{ErrorKind::io, fmt::format("{} has no cgroup.events: it is not a control group of version "
                                            "2; count by the command line instead",
                                            group)};
  }
  const auto value = events ? number_behind(*events, "populated") : Result<std::uint64_t>(events.error());
  if (!value) return value.error().during(group + "/cgroup.events");
  return std::optional(*value == 1);
}

Result<int> AgentCounter::count_groups() const {
  const auto path = fmt::format("{}/sys/fs/cgroup/{}", root_, rule_.cgroup);
  const auto groups = folders_in(path);
  if (!groups) return groups.error();
  int agents = 0;
  for (const auto& name : *groups) {
    const auto runs = populated(path + "/" + name);
    if (!runs) return runs.error();
    agents += runs->value_or(false) ? 1 : 0;
  }
  // If the group has processes of its own beside its children, agents cannot be distinguished.
  const auto whole = agents == 0 ? populated(path) : Result<std::optional<bool>>(std::optional<bool>());
  if (!whole) return whole.error();
  if (whole->value_or(false))
    return Error{ErrorKind::invalid, path + " has processes, but none of the groups below it has any"};
  return agents;
}

Result<int> AgentCounter::count() const {
  return rule_.cgroup.empty() ? count_processes() : count_groups();
}

}  // namespace muster
