#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What one part should become, and everyone who says so.
struct MergedTarget {
  SizeName size;
  int gib = 0;
  bool gone = false;
  std::vector<Cause> causes;
  std::optional<Discard> discard{};  ///< Of a volume that goes with its data.
};

/// A decision in the making: the differences from what is there, by part. As large as the change, not the
/// pool.
using PoolDelta = std::map<ResourceRef, MergedTarget>;

PoolShape shape_with(PoolShape shape, const PoolDelta& pool_delta);
PoolShape shape_with(PoolShape shape, const std::vector<ResourceTarget>& parts);

/// How many machines the pool has once the draft stands.
int machines_after(const PoolView& view, const PoolDelta& pool_delta);
int balancers_after(const PoolView& view, const PoolDelta& pool_delta);

bool is_new_machine(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
bool is_resize(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
/// Whether the part becomes more than it is.
bool is_growth(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
/// What a machine costs a month, or is about to: the dearer while it is resized.
Money booked(const MachineView& machine, const PriceList& prices);
/// What the part adds to the month; negative when it saves.
Money delta_of(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);

/// "resize worker/1 to s-2vcpu-4gb", "create worker/2 (s-2vcpu-4gb)", "destroy worker/lb-1".
std::string describe(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);

}  // namespace muster
