#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/capacity/requirement.hpp"
#include "reconciler/core/decide/optimiser/shape_change.hpp"
#include "reconciler/core/decide/optimiser/size_table.hpp"

namespace muster {

/// One requirement, prepared for checks against many shapes of one pool.
class RequirementCheck {
 public:
  RequirementCheck(const Requirement& requirement, const SizeTable& sizes, const PoolView& view);

  /// The shortfall of the shape, as a share of the requirement; 0: it holds. O(sizes + resized machines).
  double shortfall(const ShapeAfter& after) const;
  /// The loads after the change: "cpu to 58%, memory to 40%"; empty: the requirement is no load.
  std::string describe_loads(const ShapeAfter& after) const;
  /// The capacity of a size for the first load of a mix of loads, in units of the resource; 0: the
  /// requirement is no such mix, or no size is short of one resource.
  double carried_in_mix(int size) const;
  const Requirement& requirement() const { return requirement_; }

 private:
  double of(const MachineLoads& loads, const ShapeAfter& after) const;
  double of(const PoolLoads& loads, const ShapeAfter& after) const;
  double of(const MachineCount& machines, const ShapeAfter& after) const;
  double of(const AgentRoom& room, const ShapeAfter& after) const;
  /// The capacity for a metric. Where work is evenly spread: the smallest times the number of machines.
  double capacity(const std::vector<int>& count, Metric metric) const;
  double spread_load(const MachineLoads& loads, const HotMachine& hot, const ShapeAfter& after) const;
  double own_load(Metric metric, const HotMachine& hot, const Resize& resize) const;
  double pool_load(const PoolLoads& loads, std::size_t load_target, const ShapeAfter& after) const;
  /// The same where each machine gets the same mix of loads.
  double same_mix_load(const PoolLoads& loads, std::size_t load_target, const ShapeAfter& after) const;

  const Requirement& requirement_;
  const SizeTable& sizes_;
  const PoolView& view_;
  std::vector<bool> large_enough_;             // For a machine count, by size.
  std::vector<std::vector<double>> alone_;     // Capacity by load target and size, each load alone.
  std::vector<std::vector<double>> together_;  // The same in the mix of all loads.
  std::vector<double> before_;                 // By load target: capacity that is not in the size table.
  std::vector<double> mix_now_;                // By load target: the present capacity for the mix of loads.
  bool mixed_ = false;                         // Whether a size has less capacity in the mix of loads.
  std::vector<int> by_room_;                   // Sizes, the roomiest first.
  double all_over_ = 0;                        // The sum of the hot machines' excess over their lines.
  HotMachine strictest_;                       // The hot machine with the lowest line.
};

}  // namespace muster
