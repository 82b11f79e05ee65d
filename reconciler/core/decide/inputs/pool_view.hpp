#pragma once

#include <map>
#include <vector>

#include "reconciler/core/decide/inputs/decision_inputs.hpp"
#include "reconciler/core/decide/inputs/ladder.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {

/// A machine of a pool, with what its readings may still be used for.
struct MachineView {
  Subject subject;
  int number = 0;
  const Machine* machine = nullptr;
  Instant ignore_load_until{};  ///< For cpu, memory, response time and agents.
  Instant ignore_disk_until{};
  bool warming = false;                  ///< Counts as capacity already, but says nothing about the load yet.
  bool under_way = false;                ///< An apply is at work on it.
  bool stalled = false;                  ///< That apply stands still.
  const SizeName* resized_to = nullptr;  ///< By that apply.
  bool leaving = false;                  ///< Or off for a change that stands still: it does not count.

  /// What it carries soon: machines that are being resized count as what they become.
  const SizeName& size_to_come() const { return resized_to && !stalled ? *resized_to : machine->size; }
  bool runs() const { return machine->status == MachineStatus::running && !machine->busy; }
  /// It runs, and not only until it goes.
  bool serves() const { return runs() && !leaving; }
};

/// One pool as decisions see it: what is there, and which readings still count.
struct PoolView {
  const DecisionInputs& inputs;
  const Pool& pool;
  Instant now;
  Ladder ladder;
  Subject subject;  ///< The pool itself.
  PoolShape shape;
  std::vector<MachineView> machines;  ///< By slot number; those that count, see `odd`.
  Instant ignore_load_until{};        ///< For the pool's own readings.
  Instant ignore_disk_until{};
  bool warming = false;  ///< Whether any machine is.
  /// Work comes to every machine alike, whatever its size: agents that are spread are spread by their number.
  bool evenly_spread = false;
  /// Machines that neither run nor can be started: they hold their slots and bill, and are left to a person.
  /// They are no capacity, and nothing is done to them.
  std::vector<MachineView> odd{};

  int count() const { return static_cast<int>(machines.size()); }
  int staying() const;  ///< So many of the machines are not about to go.
  int serving() const;  ///< So many of the machines serve.
  const MachineView* find(int number) const;
  /// The readings of one subject that still count.
  Window window_for(const MachineView& machine, Metric metric, Duration length) const;
  Window window_for_pool(Metric metric, Duration length) const;
};

/// Looks at one pool. O(machines of the pool + recent changes).
PoolView view_of(const DecisionInputs& inputs, const Pool& pool, Instant now);

/// From when on a change counts as past: when it was decided, or finished where that is known by now.
Instant effective_at(const RecentChange& change, Instant now);

/// The lowest slot numbers that no machine has, so many of them.
std::vector<int> free_numbers(const PoolShape& shape, int how_many);

/// The largest size in the pool; the smallest of the ladder for an empty one.
SizeName largest_size(const PoolView& view);
/// The cheapest size of the ladder that can be made; the smallest where none can.
SizeName cheapest_made(const PoolView& view);

/// How long a machine of the pool takes to come up, as `known` measured it; a minute where nothing was
/// measured yet.
Duration boot_time(const LearnedState* known, const PoolView& view);

}  // namespace muster
