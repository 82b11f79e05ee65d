#pragma once

#include <set>
#include <utility>
#include <vector>

#include "reconciler/core/place/placement_draft.hpp"
#include "reconciler/core/place/room_index.hpp"

namespace muster {

/// The machines in some regions that agents of one kind may use, for the search of the next one with room:
/// the first in order, or the one with the fewest agents of the kind if the kind is spread.
class MachineShelf {
 public:
  /// `least`: every later bundle requests at least this.
  MachineShelf(PlacementDraft& draft, int kind, const std::vector<int>& regions, const Resources& least);

  /// Returns a machine with room for the bundle; -1 if there is none.
  int find(const Bundle& bundle);
  /// Must be called after a bundle was put on a machine. `machine` is its index.
  void filled(int machine);
  /// Adds a machine that was just bought. `machine` is its index.
  void add(int machine);

 private:
  int place_of(int machine) const;
  int find_emptiest(const Bundle& bundle);

  PlacementDraft& draft_;
  int kind_;
  bool spread_;
  Resources least_;
  std::vector<int> machines_;  ///< Numbers of machines, ascending.
  RoomIndex rooms_;
  std::set<std::pair<int, int>> emptiest_;  ///< Agents of the kind, index in `machines_`.
  std::vector<int> counts_;                 ///< By index: the count that `emptiest_` has now.
};

}  // namespace muster
