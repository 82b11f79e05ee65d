#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// How the agents on a machine are told from everything else that runs there.
struct AgentRule {
  std::string pattern{};  ///< RE2 that is found in the command line of each agent; "" to count by cgroup.
  std::string cgroup{};   ///< The control group whose children with processes are the agents: "agents.slice".
};

/// Counts the agents on this machine.
class AgentCounter {
 public:
  /// Fails with `invalid` when the pattern is not RE2's language. `root` is "/" but in tests.
  static Result<AgentCounter> make(AgentRule rule, std::string root = "/");
  AgentCounter(AgentCounter&&) noexcept;
  AgentCounter& operator=(AgentCounter&&) noexcept;
  ~AgentCounter();

  /// Fails with `denied` when processes of others are hidden from this program, and with `io` when /proc or
  /// the control group cannot be read: no agents seen is not no agents. Neither muster's own programs count,
  /// nor what only started an agent with the same words (timeout, sudo, a shell).
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

/// What is wrong with a pattern, in RE2's words; "" when it can be used.
std::string agent_pattern_problem(const std::string& pattern);

}  // namespace muster
