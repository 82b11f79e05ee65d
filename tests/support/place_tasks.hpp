#pragma once

#include "reconciler/core/place/place.hpp"

/// Words to write placement tasks with. Sizes are called after their vCPUs: s1, s2, s4 and s8 with 2 GiB each
/// vCPU, at $10 a vCPU in nyc3 and $11 in fra1.
namespace muster::place_tasks {

AgentKind kind(const std::string& name);
AgentKind in(const std::vector<std::string>& regions, AgentKind kind);
AgentKind on_at_least(const Resources& machine, AgentKind kind);
AgentKind at_most(int on_machine, AgentKind kind);
AgentKind spread(AgentKind kind);
AgentKind apart_from(const std::string& other, AgentKind kind);
AgentKind beside(const std::string& other, AgentKind kind);
AgentKind even(int skew, AgentKind kind);
AgentKind in_one_region(const std::string& word, AgentKind kind);

AgentToPlace agent(int kind, int cpu_milli, int memory_mib);
AgentToPlace on(int machine, AgentToPlace agent);
AgentHost host(const std::string& name, const std::string& size, const std::string& region);

std::vector<Offer> all_offers();
PlaceTask task(std::vector<AgentKind> kinds, std::vector<AgentToPlace> agents,
               std::vector<AgentHost> machines);

/// By agent: the name of its machine, "s2 nyc3" for a new one, "-" for none.
std::vector<std::string> hosts_of(const PlaceTask& task, const AgentPlacement& placement);

}  // namespace muster::place_tasks
