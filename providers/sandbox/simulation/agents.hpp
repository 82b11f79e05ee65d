#pragma once

#include <cstdint>

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// Returns the number of agents on the machine, running or, while it is off, down.
std::int64_t agents_on(const Cloud& cloud, std::int64_t droplet);

/// Spreads the load's agents evenly over the machines of its tag that are on and accept agents: the agents on
/// them, and those without a machine. Agents on a machine that is off stay there.
void evaluate_agents_rule(Cloud& cloud, Load& load);

/// A machine accepts agents from now on, because it is on or its drain ended. Every load is spread over it,
/// and machines that could not drain get a target.
void accept_agents(Cloud& cloud, Instant at);

/// Starts a drain: the machine's agents move away one by one, each to the machine of their tag with the
/// fewest.
void begin_drain(Cloud& cloud, Droplet& droplet, Instant now);
/// Ends the drain: the machine accepts agents again.
void end_drain(Cloud& cloud, Droplet& droplet, Instant now);
/// Moves the next agent of a draining machine, if there is one and a target for it.
void move_agent(Cloud& cloud, std::int64_t droplet, Instant at);

}  // namespace muster::sandbox
