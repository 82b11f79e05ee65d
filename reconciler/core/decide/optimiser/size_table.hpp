#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The facts of one size that the optimiser uses.
struct SizeRow {
  SizeName name;
  Money monthly;
  std::int64_t vcpus = 1;
  std::int64_t memory_mib = 1;
  int agents = 0;            ///< The number of agents that fit on one machine; 1,000,000: no rule limits it.
  std::string why_not_made;  ///< The reason why no machine of this size can be created; empty: one can.
};

/// The sizes of one pool by row: first the ladder, smallest first, then other sizes that machines have.
class SizeTable {
 public:
  explicit SizeTable(const PoolView& view);

  const std::vector<SizeRow>& rows() const { return rows_; }
  /// The row of that index.
  const SizeRow& row(int size) const { return rows_[static_cast<std::size_t>(size)]; }
  int count() const { return static_cast<int>(rows_.size()); }
  int on_ladder() const { return ladder_; }  ///< The number of rows that are the ladder.
  /// The row of a size of the pool.
  int number(const SizeName& name) const;
  /// The number of machines that stay, by size; a machine in resize counts as the new size.
  const std::vector<int>& present() const { return present_; }
  /// The capacity of a size for the metric: MiB for memory, 1 for agents, vCPUs otherwise; 0 for
  /// disks.
  std::int64_t carried(int size, Metric metric) const;
  /// By row: whether the size is at least as large as that one.
  std::vector<bool> at_least(const SizeName& size, const Ladder& ladder) const;

 private:
  std::vector<SizeRow> rows_;
  int ladder_ = 0;
  std::vector<int> present_;
};

}  // namespace muster
