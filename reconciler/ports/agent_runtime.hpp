#pragma once

#include <vector>

#include "reconciler/ports/provider.hpp"

namespace muster {

/// Runs the agents on their machines, and can move them to other machines. A caller uses it like a cloud: it
/// starts calls and takes the answers out of `wait`. Calls run in parallel; one thread uses the runtime at a
/// time. The runtime does not retry.
///
/// Accepts DrainMachine (it answers at once with the AgentsOn that it found), UndrainMachine and
/// GetAgents.
class AgentRuntime {
 public:
  virtual ~AgentRuntime() = default;

  virtual void start(Ticket ticket, const Operation& operation) = 0;
  /// Returns the answers that have arrived. Waits at most `at_most` for the first one.
  virtual std::vector<Completion> wait(Duration at_most) = 0;
};

}  // namespace muster
