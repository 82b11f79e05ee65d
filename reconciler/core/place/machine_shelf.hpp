#pragma once

#include <set>
#include <utility>
#include <vector>

#include "reconciler/core/place/placement_draft.hpp"
#include "reconciler/core/place/room_index.hpp"

namespace muster {

/// The machines that agents of one kind may go to in some regions, to find the next one that has room: the
/// first in order, or for a kind that likes to be spread the one with the fewest of it.
class MachineShelf {
 public:
  /// `least`: no bundle to come asks for less.
  MachineShelf(PlacementDraft& draft, int kind, const std::vector<int>& regions, const Resources& least);

  /// A machine that takes the bundle; -1 when there is none.
  int find(const Bundle& bundle);
  /// Tells the shelf that the bundle was put on a machine that it found or was given.
  void filled(int machine);
  /// A machine more, that was just bought.
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
  std::set<std::pair<int, int>> emptiest_;  ///< Agents of the kind, place in `machines_`.
  std::vector<int> counts_;                 ///< By place: the rank's first part as it stands in `emptiest_`.
};

}  // namespace muster
