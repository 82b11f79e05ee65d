#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/optimiser/size_table.hpp"
#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// A machine that gets another size; sizes are rows of the size table.
struct Resize {
  const MachineView* machine = nullptr;
  int from = 0;  ///< Index of a row.
  int to = 0;    ///< Index of a row.
};

/// Machines that are resized together: one half of a change of shape.
struct ResizeSet {
  std::vector<Resize> resized;
  int now = 0;          ///< The number resized in this plan; the others follow in later plans.
  Money delta;          ///< Of all of them, per month.
  Duration off{0};      ///< Machine-minutes without service.
  Measure moved;        ///< Agents that are restarted; paused ones count half.
  bool crowds = false;  ///< While they are off, the other machines cannot do their work.
  std::string why_crowds{};
  std::string why_not{};  ///< The reason why it cannot be done; empty: it can.

  bool in_several_plans() const { return now < static_cast<int>(resized.size()); }
};

/// A number of new machines of each size: the other half.
struct AddSet {
  std::vector<int> count;  ///< By row of the size table; empty: none.
  int total = 0;           ///< Number of machines.
  Money delta;             ///< Of the machines alone, per month.
};

/// A pool after a change, as requirements check it.
struct ShapeAfter {
  const ResizeSet& resizes;
  int added = 0;           ///< Number of new machines.
  int machines = 0;        ///< All machines of the pool.
  std::vector<int> count;  ///< The machines that stay or are added, by size.
};

/// "resize worker/1 and 1 more to s-2vcpu-4gb and 2 x s-1vcpu-2gb more".
std::string describe(const ResizeSet& resizes, const AddSet& adds, const SizeTable& sizes);

}  // namespace muster
