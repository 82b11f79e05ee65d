#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// How muster recognises agents among the processes of a machine.
struct AgentRule {
  /// RE2 that matches a part of the command line of each agent; "" to count by cgroup.
  std::string pattern{};
  std::string cgroup{};  ///< The control group; each child group with processes is one agent: "agents.slice".
};

/// Counts the agents on this machine.
class AgentCounter {
 public:
  /// Fails with `invalid` if the pattern is not valid RE2. `root` is "/" except in tests.
  static Result<AgentCounter> make(AgentRule rule, std::string root = "/");
  AgentCounter(AgentCounter&&) noexcept;
  AgentCounter& operator=(AgentCounter&&) noexcept;
  ~AgentCounter();

  /// Returns the number of agents. Fails with `denied` if processes of other users or of the host are hidden,
  /// and with `io` if /proc or the control group cannot be read, because an unknown number is not zero.
  /// Programs of muster do not count, nor do processes that only started an agent with the same words
  /// (timeout, sudo, a shell).
  Result<int> count() const;

  /// Whether a process with these words, separated by single spaces, is an agent.
  bool is_agent(const std::string& words) const;

 private:
  struct Pattern;
  AgentCounter(AgentRule rule, std::string root, std::unique_ptr<Pattern> pattern);
  Result<int> count_processes() const;
  Result<int> count_groups() const;
  Result<std::optional<bool>> populated(const std::string& group) const;

  AgentRule rule_;
  std::string root_;
  std::unique_ptr<Pattern> pattern_;
};

/// Returns the problem of a pattern, as RE2 reports it; "" if it is valid.
std::string agent_pattern_problem(const std::string& pattern);

}  // namespace muster
