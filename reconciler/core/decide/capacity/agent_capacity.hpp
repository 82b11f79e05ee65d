#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/place/resources.hpp"

namespace muster {

/// So many agents as there are whole ones, a begun one counted; a million at most.
int whole_agents(Measure agents);

/// What one agent of a pool takes, as far as it is declared.
struct AgentRequests {
  Resources requests;    ///< The most that any class of the pool asks for: which of them runs where, nobody
                         ///< tells.
  bool spread = false;   ///< Whether a class likes different machines.
  int reserved_mib = 0;  ///< What a machine keeps for itself.
  std::optional<Measure> most_on_machine;  ///< The lowest line on agents above which a rule asks for more.

  /// Whether anything says how many agents a machine holds.
  bool known() const { return requests != Resources{} || most_on_machine; }
};
AgentRequests agent_requests(const PoolView& view);

/// How many agents a machine of that size holds; a million where nothing says.
int agents_fitting(const AgentRequests& per_agent, const SizeName& size, const PriceList& prices);

/// The room that is left when that number of the roomiest machines is lost.
std::int64_t room_without(int lost, std::vector<int> rooms);

/// The machines that a number of agents needs: the roomiest of those that are there, then new ones.
struct MachinesForAgents {
  int present = 0;
  int more = 0;          ///< New ones of the size that was asked about.
  bool possible = true;  ///< Whether a new one holds any agent at all, where one is needed.

  int machines() const { return present + more; }
};
MachinesForAgents machines_for(int agents, const AgentRequests& per_agent, const SizeName& new_size,
                               const PoolView& view);

/// Why the agents that run on this machine have no place on the others, each beside those that run there;
/// empty when they have, or when nobody tells where the agents are. `joined`: empty machines beside them.
std::string no_place_for_agents_of(const MachineView& victim, const PoolView& view,
                                   const std::vector<SizeName>& joined = {});

/// Why the agents that run now have no room on what would be left without several machines, by their requests
/// and lines; empty when they have, or where nothing speaks of agents.
std::string no_room_for_agents(const std::vector<const MachineView*>& victims, const PoolView& view,
                               const std::vector<SizeName>& joined = {});

/// Why these machines are not to be off for another size: their agents are moved to the others for as long,
/// which would get more than their requests and lines allow. Empty where the others have room, where there
/// are none, where nothing is moved, and where nobody tells how many agents there are.
std::string no_room_while_resized(const std::vector<const MachineView*>& machines, const PoolView& view);

/// The same of machines that are to grow, where a machine more could make that room first. Empty also where
/// the pool may have none more: then crowding the others for a while is the only way.
std::string why_room_comes_first(const std::vector<const MachineView*>& machines, const PoolView& view);

}  // namespace muster
