#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/place/resources.hpp"

namespace muster {

/// A size in a region, at a price: what a new machine may be.
struct Offer {
  SizeName size;
  Region region;
  Resources capacity;
  Price price;

  friend bool operator==(const Offer&, const Offer&) = default;
};

/// What all agents of one kind ask of where they live. The defaults ask for nothing.
struct AgentKind {
  std::string name;
  std::vector<Region> regions;  ///< Only there; empty: anywhere.
  Resources least_machine;      ///< Only on machines that have so much in all.
  int most_on_machine = 0;      ///< So many of the kind on one machine, at most; 0: any number.
  bool spread = false;          ///< Rather on different machines, but none is bought for that.
  int most_region_skew = 0;     ///< The region with the most of the kind has so many more than the one with
                                ///< the fewest, at most; 0: any difference.
  std::string same_region;      ///< All kinds with the same word here live in one region; empty: none.
  std::vector<std::string> apart;  ///< Never on a machine with one of these kinds; holds both ways.
  std::string beside;              ///< Only on machines where an agent of this kind is; empty: anywhere.
};

/// One agent and where it runs now.
struct AgentToPlace {
  int kind = 0;  ///< Into `PlaceTask::kinds`.
  Resources requests;
  std::optional<int> on;  ///< Into `PlaceTask::machines`; nullopt for a new one.
};

/// A machine that agents may live on: one that is there, or that was bought for them.
struct AgentHost {
  std::string name;  ///< "worker/3"; of a new machine "new-1".
  SizeName size;
  Region region;
  Resources capacity;
  Price price;

  friend bool operator==(const AgentHost&, const AgentHost&) = default;
};

/// Agents, the machines there are, and what may be bought.
struct PlaceTask {
  std::vector<AgentKind> kinds;
  std::vector<AgentToPlace> agents;
  std::vector<AgentHost> machines;
  std::vector<Offer> offers;     ///< Empty: nothing may be bought.
  std::optional<int> most_new;   ///< So many new machines, at most.
  std::optional<Money> may_add;  ///< The new machines cost so much a month, at most.
};

/// An agent for which there is no place, and why.
struct Unplaced {
  int agent = 0;
  std::string why;

  friend bool operator==(const Unplaced&, const Unplaced&) = default;
};

/// Who lives where.
struct AgentPlacement {
  std::vector<AgentHost> machines;  ///< Those of the task in its order, then the new ones.
  std::vector<int> host;            ///< By agent: into `machines`; -1 for the unplaced.
  std::vector<Unplaced> unplaced;   ///< By agent.
  int moves = 0;                    ///< Agents that leave the machine they run on for another.
  Price bought;                     ///< Of the new machines together.

  friend bool operator==(const AgentPlacement&, const AgentPlacement&) = default;
};

}  // namespace muster
