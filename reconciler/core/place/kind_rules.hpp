#pragma once

#include <string>
#include <vector>

#include "reconciler/core/place/place.hpp"

namespace muster {

/// Regions by number, in the order in which they are offered, then of the machines.
class RegionNumbers {
 public:
  explicit RegionNumbers(const PlaceTask& task);

  int size() const { return static_cast<int>(regions_.size()); }
  int of(const Region& region) const;  ///< -1 for one where nothing is and nothing can be bought.
  const Region& region(int number) const { return regions_[static_cast<std::size_t>(number)]; }

 private:
  std::vector<Region> regions_;
};

/// What a kind asks for, with numbers in the place of names.
struct KindRules {
  std::vector<bool> region;  ///< By region number: whether it may live there.
  std::vector<bool> apart;   ///< By kind: never on one machine.
  Resources least_machine;
  int most_on_machine = 0;
  int most_region_skew = 0;
  bool spread = false;
  std::string same_region;
  int beside = -1;      ///< A kind; -1 for none.
  std::string problem;  ///< Why nothing can be placed by these rules; empty when it can.

  /// The regions it may live in, by number.
  std::vector<int> regions() const;
};

/// The rules of every kind of a task.
std::vector<KindRules> rules_of(const PlaceTask& task, const RegionNumbers& regions);

}  // namespace muster
