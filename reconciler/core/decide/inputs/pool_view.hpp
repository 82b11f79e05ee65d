#pragma once

#include <map>
#include <vector>

#include "reconciler/core/decide/inputs/decision_inputs.hpp"
#include "reconciler/core/decide/inputs/ladder.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {

/// A machine of a pool, with the ranges of its readings that still count.
struct MachineView {
  Subject subject;
  int number = 0;
  const Machine* machine = nullptr;
  Instant ignore_load_until{};  ///< Of cpu, memory, response time and agents: older ones are ignored.
  Instant ignore_disk_until{};
  bool warming = false;                  ///< Counts as capacity already; its load readings do not count yet.
  bool under_way = false;                ///< A running apply changes it.
  bool stalled = false;                  ///< That apply has stalled.
  const SizeName* resized_to = nullptr;  ///< The new size by that apply; nullptr: none.
  bool leaving = false;                  ///< It is being removed, or off for a stalled change: no capacity.

  /// The size after changes in flight that have not stalled.
  const SizeName& size_to_come() const { return resized_to && !stalled ? *resized_to : machine->size; }
  bool runs() const { return machine->status == MachineStatus::running && !machine->busy; }
  /// It runs, and is not being removed.
  bool serves() const { return runs() && !leaving; }
};

/// One pool as the rules see it: its resources, and the readings that still count.
struct PoolView {
  const DecisionInputs& inputs;
  const Pool& pool;
  Instant now;
  Ladder ladder;
  Subject subject;  ///< The pool itself, as a subject of readings.
  PoolShape shape;
  std::vector<MachineView> machines;  ///< By slot number, without those in `odd`.
  Instant ignore_load_until{};        ///< For readings of the pool as a whole.
  Instant ignore_disk_until{};
  bool warming = false;  ///< Whether any machine is warming up.
  /// Whether work is evenly spread over machines of any size. True where agents are spread by their number.
  bool evenly_spread = false;
  /// Machines that neither run nor can be started. They keep their slots and are billed. muster leaves them
  /// to the operator: they are no capacity, and no rule changes them.
  std::vector<MachineView> odd{};

  int count() const { return static_cast<int>(machines.size()); }
  int staying() const;  ///< The number of machines that are not leaving.
  int serving() const;  ///< The number of machines that serve.
  const MachineView* find(int number) const;
  /// The window of one subject's readings that still count.
  Window window_for(const MachineView& machine, Metric metric, Duration length) const;
  Window window_for_pool(Metric metric, Duration length) const;
};

/// Makes the view of one pool. O(machines of the pool + recent changes).
PoolView view_of(const DecisionInputs& inputs, const Pool& pool, Instant now);

/// The time from which a change counts as done: its end where that is before `now`, else its decision.
Instant effective_at(const RecentChange& change, Instant now);

/// The lowest `how_many` slot numbers that no machine has.
std::vector<int> free_numbers(const PoolShape& shape, int how_many);

/// The largest size in the pool; for an empty pool the smallest of the ladder.
SizeName largest_size(const PoolView& view);
/// The cheapest size of the ladder that can be created; where none can, the smallest.
SizeName cheapest_made(const PoolView& view);

/// The time that a new machine of the pool takes to boot, as `known` measured it. Default, without any
/// measurement: one minute.
Duration boot_time(const LearnedState* known, const PoolView& view);

}  // namespace muster
