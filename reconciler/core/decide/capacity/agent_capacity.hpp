#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/place/resources.hpp"

namespace muster {

/// The number of whole agents, rounded up; at most 1,000,000.
int whole_agents(Measure agents);

/// The resources that one agent of a pool takes, as far as they are declared.
struct AgentRequests {
  Resources requests;    ///< The largest request of any class of the pool: muster does not know which
                         ///< class runs on which machine.
  bool spread = false;   ///< Whether a class prefers to spread over different machines.
  int reserved_mib = 0;  ///< Memory in MiB that each machine reserves for the system.
  std::optional<Measure> most_on_machine;  ///< The lowest scale-up line on the agents of one machine.

  /// Whether a request or a line limits the number of agents on a machine.
  bool known() const { return requests != Resources{} || most_on_machine; }
};
AgentRequests agent_requests(const PoolView& view);

/// The number of agents that fit on a machine of that size; 1,000,000 where nothing limits it.
int agents_fitting(const AgentRequests& per_agent, const SizeName& size, const PriceList& prices);

/// The room in agents that remains when `lost` of the roomiest machines are lost.
std::int64_t room_without(int lost, std::vector<int> rooms);

/// The machines that a number of agents needs: the roomiest present ones first, then new ones.
struct MachinesForAgents {
  int present = 0;       ///< Number of present machines.
  int more = 0;          ///< Number of new machines of the requested size.
  bool possible = true;  ///< false: new machines are needed, but one of that size holds no agent.

  int machines() const { return present + more; }
};
MachinesForAgents machines_for(int agents, const AgentRequests& per_agent, const SizeName& new_size,
                               const PoolView& view);

/// The reason why the agents on this machine do not fit on the others, beside the agents there. Empty: they
/// fit, or the agents of each machine are not known. `joined`: the sizes of empty machines that are added.
std::string no_place_for_agents_of(const MachineView& victim, const PoolView& view,
                                   const std::vector<SizeName>& joined = {});

/// The reason why the present agents do not fit on the pool without `victims`, by their requests and lines.
/// Empty: they fit, or nothing is declared about agents.
std::string no_room_for_agents(const std::vector<const MachineView*>& victims, const PoolView& view,
                               const std::vector<SizeName>& joined = {});

/// The reason why these machines must not be off for a resize: meanwhile their agents run on the others, and
/// would exceed requests and lines there. Empty: the others have room, no others remain, agents do not move,
/// or the number of agents is not known.
std::string no_room_while_resized(const std::vector<const MachineView*>& machines, const PoolView& view);

/// The same for machines that grow, where one more machine could make that room first. Empty also where the
/// pool is at its maximum: then the resize has to crowd the others for a while.
std::string why_room_comes_first(const std::vector<const MachineView*>& machines, const PoolView& view);

}  // namespace muster
