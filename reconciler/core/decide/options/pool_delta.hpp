#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The target state of one resource, with all its reasons.
struct MergedTarget {
  SizeName size;
  int gib = 0;
  bool gone = false;
  std::vector<Cause> causes;
  std::optional<Discard> discard{};  ///< Of a volume that is destroyed with its data.
};

/// The difference between the present shape and the target, by resource. Its size is that of the change, not
/// of the pool.
using PoolDelta = std::map<ResourceRef, MergedTarget>;

PoolShape shape_with(PoolShape shape, const PoolDelta& pool_delta);
PoolShape shape_with(PoolShape shape, const std::vector<ResourceTarget>& parts);

/// The number of machines of the pool after the delta.
int machines_after(const PoolView& view, const PoolDelta& pool_delta);
int balancers_after(const PoolView& view, const PoolDelta& pool_delta);

bool is_new_machine(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
bool is_new_volume(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
bool is_resize(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
/// Whether the resource grows.
bool is_growth(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);
/// The monthly price of a machine; during a resize the higher of both sizes.
Money booked(const MachineView& machine, const PriceList& prices);
/// The difference to the monthly price; negative: it saves.
Money delta_of(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);

/// The present size of a volume; 0: it does not exist.
int present_gib(const PoolView& view, const VolumeSlot& volume);

/// "resize worker/1 to s-2vcpu-4gb", "create worker/2 (s-2vcpu-4gb)", "destroy worker/lb-1".
std::string describe(const PoolView& view, const ResourceRef& part, const MergedTarget& wanted);

}  // namespace muster
