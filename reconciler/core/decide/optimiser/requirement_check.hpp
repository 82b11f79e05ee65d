#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/capacity/requirement.hpp"
#include "reconciler/core/decide/optimiser/shape_change.hpp"
#include "reconciler/core/decide/optimiser/size_table.hpp"

namespace muster {

/// One requirement, made ready to be held against many shapes of one pool.
class RequirementCheck {
 public:
  RequirementCheck(const Requirement& requirement, const SizeTable& sizes, const PoolView& view);

  /// How far the shape falls short of the requirement, as a share of it; 0: it holds. O(sizes + machines
  /// that are resized).
  double shortfall(const ShapeAfter& after) const;
  /// The loads that the shape brings: "cpu to 58%, memory to 40%"; empty where the requirement is no load.
  std::string describe_loads(const ShapeAfter& after) const;
  /// What a machine of that size carries of the first load of the pool, beside the other loads; 0 where the
  /// requirement is no load of the pool, or where no size is short of one resource.
  double carried_in_mix(int size) const;
  const Requirement& requirement() const { return requirement_; }

 private:
  double of(const MachineLoads& loads, const ShapeAfter& after) const;
  double of(const PoolLoads& loads, const ShapeAfter& after) const;
  double of(const MachineCount& machines, const ShapeAfter& after) const;
  double of(const AgentRoom& room, const ShapeAfter& after) const;
  /// Capacity of a metric; where work comes to all machines alike, so many times the smallest.
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
  std::vector<std::vector<double>> alone_;     // By need and size.
  std::vector<std::vector<double>> together_;  // By need and size.
  std::vector<double> before_;                 // Capacity by need that is not in the size table.
  bool mixed_ = false;                         // Whether a size carries less of a need beside the others.
  std::vector<int> by_room_;                   // Sizes, the roomiest first.
  double all_over_ = 0;                        // What the hot machines are over their lines, together.
  HotMachine strictest_;                       // The lowest line of them.
};

}  // namespace muster
