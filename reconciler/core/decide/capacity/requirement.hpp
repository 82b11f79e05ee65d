#pragma once

#include <variant>
#include <vector>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/capacity_model.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A machine whose load must come under a line.
struct HotMachine {
  int number = 0;  ///< The slot number; 0: the pool as a whole.
  Measure load;    ///< In the unit of the metric.
  Measure line;
};

/// Machines whose loads must come under their lines. A resized machine keeps its own work. With new machines,
/// the work of the pool spreads over all machines.
struct MachineLoads {
  Metric metric = Metric::cpu;
  std::vector<HotMachine> hot;  ///< By slot number.
  /// The work of the whole pool: load times the capacity of the metric (vCPUs, MiB).
  double work = 0;
};

/// Loads of the whole pool that must come to their goals.
struct PoolLoads {
  std::vector<LoadTarget> load_targets;
  AgentPacking agents{};     ///< The machines must hold them as whole ones.
  bool nearly_full = false;  ///< While a machine is off, its capacity is missing at once.
  /// The loads were computed as one mix that each machine gets, and the goals are those of the mix: learned
  /// headroom. The search then avoids sizes of which the mix can use little.
  bool in_mix = false;
};

/// A minimum number of machines.
struct MachineCount {
  int machines = 0;
  SizeName at_least{};  ///< Only machines of this size or larger count; empty: each machine counts.
  int balancers = 0;    ///< The pool gets this number of load balancers along with the machines.
};

/// Room for a number of agents, within their requests and the lines on agents of a machine.
struct AgentRoom {
  int agents = 0;
  int without = 0;  ///< The room remains when this number of the roomiest machines is lost.
};

/// The order in which the budget is spent where it is not enough for all.
enum class Urgency { overload, placement, floor, spare };

/// A fact that a rule requires of a pool, and the remedies that the rule allows.
struct Requirement {
  std::variant<MachineLoads, PoolLoads, MachineCount, AgentRoom> what;
  Urgency urgency = Urgency::overload;
  bool may_resize = true;
  bool may_add = true;
  bool prefers_resize = false;  ///< A resize that is enough comes before any new machine.
};

}  // namespace muster
