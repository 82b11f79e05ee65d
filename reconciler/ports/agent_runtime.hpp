#pragma once

#include <vector>

#include "reconciler/ports/provider.hpp"

namespace muster {

/// What runs the agents on their machines, and can move them from one to another. It is asked like a cloud:
/// started calls are answered out of `wait`, side by side, from one thread; nothing here retries.
///
/// Takes DrainMachine (answered at once with the AgentsOn that it found), UndrainMachine and LookAtAgents.
class AgentRuntime {
 public:
  virtual ~AgentRuntime() = default;

  virtual void start(Ticket ticket, const Operation& operation) = 0;
  /// Answers that have come in, waiting at most so long for the first.
  virtual std::vector<Completion> wait(Duration at_most) = 0;
};

}  // namespace muster
