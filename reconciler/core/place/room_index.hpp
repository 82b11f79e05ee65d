#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/core/place/resources.hpp"

namespace muster {

/// The free room of machines in a fixed order, for the search of the first one with enough room: a tournament
/// tree of maxima. Closing a machine excludes it from the search. Search and change take O(log n).
class RoomIndex {
 public:
  /// The room of an excluded machine.
  static constexpr Resources kClosed{-1, -1};

  explicit RoomIndex(const std::vector<Resources>& rooms);

  int size() const { return size_; }
  /// Machines are given by their index. Returns the first one from `from` on with at least that much room; -1
  /// if there is none.
  int first_with(const Resources& wanted, int from = 0) const;
  void set(int machine, const Resources& room);
  void close(int machine) { set(machine, kClosed); }
  /// Adds one machine at the end. Amortised O(log n).
  void add(const Resources& room);

 private:
  int search(int node, int low, int high, const Resources& wanted, int from) const;

  int size_ = 0;
  int leaves_ = 1;
  std::vector<Resources> most_;  ///< A heap: its leaves are the machines.
};

}  // namespace muster
