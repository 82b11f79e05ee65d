#pragma once

#include <cstdint>

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// How many agents are on the machine, running or, while it is off, down.
std::int64_t agents_on(const Cloud& cloud, std::int64_t droplet);

/// Spreads the load's agents evenly over the machines of its tag that are on and take agents: those on them
/// already and those that have no machine. Agents on a machine that is off stay there.
void evaluate_agents_rule(Cloud& cloud, Load& load);

/// A machine takes agents from now on, because it is on or drains no more: every load is spread over it, and
/// machines that drained in vain have somewhere to go.
void welcome_machine(Cloud& cloud, Instant at);

/// The machine's agents move away one by one, each to the machine of their tag that has fewest.
void begin_drain(Cloud& cloud, Droplet& droplet, Instant now);
/// Ends it: the machine takes agents again.
void end_drain(Cloud& cloud, Droplet& droplet, Instant now);
/// Moves the next agent of a draining machine, if there is one and somewhere for it to go.
void move_agent(Cloud& cloud, std::int64_t droplet, Instant at);

}  // namespace muster::sandbox
