#pragma once

#include <vector>

#include "reconciler/core/place/bundle.hpp"

namespace muster {

/// A machine during the placement.
struct FillingMachine {
  int region = 0;  ///< Number of its region, see RegionNumbers.
  Resources capacity;
  Resources free;
  int offer = -1;  ///< Index into the task's offers; -1 for an existing machine.
  KindCounts kinds;
};

/// A placement in progress: the machines and their agents.
struct PlacementDraft {
  const PlaceTask& task;
  RegionNumbers regions;
  std::vector<KindRules> rules;
  std::vector<Bundle> bundles;
  std::vector<FillingMachine> machines;
  std::vector<int> offer_region;  ///< By offer of the task.
  std::vector<int> group_region;  ///< By kind: the region that all its agents must share; -1 for any.
  std::vector<Unplaced> unplaced;
  Money added;  ///< Monthly cost of the new machines.

  /// The rules of the kind of that index.
  const KindRules& rules_for(int kind) const { return rules[static_cast<std::size_t>(kind)]; }
  Bundle& bundle(int number) { return bundles[static_cast<std::size_t>(number)]; }
  FillingMachine& machine(int number) { return machines[static_cast<std::size_t>(number)]; }

  /// Whether the kind may be in that region.
  bool may_live(int kind, int region) const;
  /// Whether the bundle may be on the machine, apart from room.
  bool is_welcome(const Bundle& bundle, const FillingMachine& machine) const;
  bool takes(const FillingMachine& machine, const Bundle& bundle) const {
    return bundle.requests.fits_in(machine.free) && is_welcome(bundle, machine);
  }
  /// The same for a number of agents of one kind.
  bool is_welcome(const KindCount& agents, const FillingMachine& machine) const;
  void put(int bundle, int machine);
  void take_off(int bundle);
  void give_up(int bundle, const std::string& why);
};

/// Returns the state before the first placement.
PlacementDraft draft_of(const PlaceTask& task);

}  // namespace muster
