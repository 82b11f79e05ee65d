#pragma once

#include <string>
#include <vector>

#include "reconciler/core/place/place.hpp"

namespace muster {

/// Numbers regions: first in the order of the offers, then of the machines.
class RegionNumbers {
 public:
  explicit RegionNumbers(const PlaceTask& task);

  int size() const { return static_cast<int>(regions_.size()); }
  int of(const Region& region) const;  ///< -1 for a region without machines and offers.
  const Region& region(int number) const { return regions_[static_cast<std::size_t>(number)]; }

 private:
  std::vector<Region> regions_;
};

/// The rules of a kind, with numbers instead of names.
struct KindRules {
  std::vector<bool> region;  ///< By region number: whether the kind may be there.
  std::vector<bool> apart;   ///< By kind: never on the same machine.
  Resources least_machine;
  int most_on_machine = 0;   ///< Number of agents; 0: no limit.
  int most_region_skew = 0;  ///< Number of agents; 0: no limit.
  bool spread = false;
  std::string same_region;
  int beside = -1;      ///< A kind; -1 for none.
  std::string problem;  ///< Why these rules permit no placement; empty if they permit one.

  /// The permitted regions, by number.
  std::vector<int> regions() const;
};

/// Returns the rules of every kind of a task.
std::vector<KindRules> rules_of(const PlaceTask& task, const RegionNumbers& regions);

}  // namespace muster
