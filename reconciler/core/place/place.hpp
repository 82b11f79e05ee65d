#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/place/resources.hpp"

namespace muster {

/// A size in a region at a price, for a new machine.
struct Offer {
  SizeName size;
  Region region;
  Resources capacity;
  Price price;

  friend bool operator==(const Offer&, const Offer&) = default;
};

/// Placement rules of all agents of one kind. The defaults have no effect.
struct AgentKind {
  std::string name;
  std::vector<Region> regions;  ///< Only these regions; empty: any.
  Resources least_machine;      ///< Only machines with at least this total capacity.
  int most_on_machine = 0;      ///< Largest number of the kind on one machine; 0: no limit.
  bool spread = false;          ///< Prefer different machines, but buy none for that.
  /// Largest difference between the regions with the most and the fewest agents of the kind; 0: no limit.
  int most_region_skew = 0;
  std::string same_region;         ///< All kinds with the same word here share one region; empty: none.
  std::vector<std::string> apart;  ///< Never on a machine with one of these kinds; in both directions.
  std::string beside;              ///< Only on machines with an agent of this kind; empty: any.
};

/// One agent and its present machine.
struct AgentToPlace {
  int kind = 0;  ///< Index into `PlaceTask::kinds`.
  Resources requests;
  std::optional<int> on;  ///< Index into `PlaceTask::machines`; nullopt for a new agent.
};

/// A machine for agents: an existing one, or one that was bought for them.
struct AgentHost {
  std::string name;  ///< "worker/3"; of a new machine "new-1".
  SizeName size;
  Region region;
  Resources capacity;
  Price price;

  friend bool operator==(const AgentHost&, const AgentHost&) = default;
};

/// The agents, the existing machines, and the offers.
struct PlaceTask {
  std::vector<AgentKind> kinds;
  std::vector<AgentToPlace> agents;
  std::vector<AgentHost> machines;
  std::vector<Offer> offers;     ///< Empty: nothing may be bought.
  std::optional<int> most_new;   ///< Largest number of new machines.
  std::optional<Money> may_add;  ///< Largest monthly cost of the new machines.
};

/// An agent without a machine, and the reason.
struct Unplaced {
  int agent = 0;  ///< Index into `PlaceTask::agents`.
  std::string why;

  friend bool operator==(const Unplaced&, const Unplaced&) = default;
};

/// The machine of each agent.
struct AgentPlacement {
  std::vector<AgentHost> machines;  ///< Those of the task in its order, then the new ones.
  std::vector<int> host;            ///< By agent: index into `machines`; -1 for unplaced agents.
  std::vector<Unplaced> unplaced;   ///< By agent.
  int moves = 0;                    ///< Number of agents that move to another machine.
  Price bought;                     ///< Price of the new machines in total.

  friend bool operator==(const AgentPlacement&, const AgentPlacement&) = default;
};

}  // namespace muster
