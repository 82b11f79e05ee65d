#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/core/place/resources.hpp"

namespace muster {

/// The free room of machines in a fixed order, to find the first that has enough: a tournament of maxima.
/// Closing a machine takes it out of the search. Finding and changing take O(log n).
class RoomIndex {
 public:
  /// What is put in place of the room of a machine that is out of the question.
  static constexpr Resources kClosed{-1, -1};

  explicit RoomIndex(const std::vector<Resources>& rooms);

  int size() const { return size_; }
  /// The first machine from `from` on with at least that much room; -1 when there is none.
  int first_with(const Resources& wanted, int from = 0) const;
  void set(int machine, const Resources& room);
  void close(int machine) { set(machine, kClosed); }
  /// One machine more, at the end. Amortised O(log n).
  void add(const Resources& room);

 private:
  int search(int node, int low, int high, const Resources& wanted, int from) const;

  int size_ = 0;
  int leaves_ = 1;
  std::vector<Resources> most_;  ///< A heap: the leaves are the machines.
};

}  // namespace muster
