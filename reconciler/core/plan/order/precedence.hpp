#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// The order of changes, as indices into the list of changes.
class Precedence {
 public:
  explicit Precedence(std::size_t changes) : waits_for_(changes) {}

  /// Changes are given by their index in the plan.
  void after(std::size_t later, std::size_t earlier) { waits_for_[later].push_back(earlier); }
  void after(std::size_t later, const std::vector<std::size_t>& earlier) {
    for (const auto index : earlier) after(later, index);
  }
  const std::vector<std::vector<std::size_t>>& waits_for() const { return waits_for_; }

 private:
  std::vector<std::vector<std::size_t>> waits_for_;
};

/// Indices of the changes of one slot.
struct SlotChanges {
  std::vector<std::size_t> detaches;   ///< Of the slot's own volumes.
  std::vector<std::size_t> lifecycle;  ///< Create, resize, replace or destroy: at most one.
  std::vector<std::size_t> attaches;
  std::vector<std::size_t> grows;
  std::vector<std::size_t> joins;
  std::vector<std::size_t> leaves;

  /// Returns the changes that begin the disruption of the slot.
  std::vector<std::size_t> first() const;
  /// Returns the changes after which the slot serves fully again.
  std::vector<std::size_t> last() const;
};

/// Indices of the changes of one pool.
struct PoolChanges {
  std::map<int, SlotChanges> slots;
  std::vector<std::size_t> balancers_created;
  std::vector<std::size_t> balancers_destroyed;
  std::vector<std::size_t> firewall_created;
  std::vector<std::size_t> firewall_changed;  ///< Created or updated.
  std::vector<std::size_t> firewall_destroyed;
};

/// Returns the order of the changes. Linear in the number of changes and links.
Precedence precedence_of(const Fleet& fleet, const std::vector<Change>& changes);

}  // namespace muster
