#include <algorithm>
#include <set>

#include "reconciler/core/decide/make_desired_state.hpp"

namespace muster {
namespace {

/// Makes the objects of one pool from its shape.
class PoolMaker {
 public:
  PoolMaker(const Fleet& fleet, const Pool& pool, const ActualState& actual, const PriceList& prices)
      : fleet_(fleet), pool_(pool), actual_(actual), prices_(prices) {
    for (auto at = actual.machines.lower_bound(Slot{pool.name, 0});
         at != actual.machines.end() && at->first.pool == pool.name; ++at) {
      present_.emplace(at->first.number, &at->second);
    }
    if (!present_.empty()) home_ = present_.begin()->second->region;
    keys_ = pool.ssh_keys;
    std::sort(keys_.begin(), keys_.end());
    tags_ = pool.tags;
    std::sort(tags_.begin(), tags_.end());
  }

  void make(const PoolShape& shape, DesiredState& desired) {
    for (const auto& [number, size] : shape.machines) {
      desired.machines.emplace(Slot{pool_.name, number}, machine(number, size));
    }
    for (const auto& [key, gib] : shape.volumes_gib) {
      desired.volumes.emplace(VolumeSlot{Slot{pool_.name, key.first}, key.second}, volume(key, gib, desired));
    }
    for (const auto& [key, discard] : shape.discarded) {
      desired.discarded.emplace(VolumeSlot{Slot{pool_.name, key.first}, key.second}, discard);
    }
    for (int number = 1; number <= shape.balancers; ++number) {
      const BalancerSlot slot{pool_.name, number};
      desired.balancers.emplace(slot, balancer(slot));
    }
    if (!pool_.firewall.empty()) desired.firewalls.emplace(pool_.name, pool_.firewall);
  }

 private:
  /// The region of a new machine: that of its pool-mates, else the first one that sells its size.
  Region region_for(const SizeName& size) const {
    const bool anywhere = prices_.sizes.empty();
    const auto load_targets = actual_.prerequisites.find(pool_.name);
    const auto sells = [&](const Region& region) {
      return (anywhere || prices_.sells(size, region)) &&
             (load_targets == actual_.prerequisites.end() || has_image(load_targets->second, region));
    };
    if (home_ && sells(*home_)) return *home_;
    const auto& regions = regions_of(fleet_, pool_);
    const auto found = std::find_if(regions.begin(), regions.end(), sells);
    return found != regions.end() ? *found : regions.empty() ? Region{} : regions.front();
  }

  MachineSpec machine(int number, const SizeName& size) {
    const auto found = present_.find(number);
    const auto* present = found == present_.end() ? nullptr : found->second;
    MachineSpec spec;
    spec.size = size;
    spec.region = present ? present->region : region_for(size);
    spec.image = present ? present->image : pool_.image;
    spec.ssh_keys = keys_;
    spec.tags = tags_;
    spec.user_data = pool_.user_data;
    spec.network = network_in(fleet_, spec.region);
    if (!home_) home_ = spec.region;
    return spec;
  }

  /// A volume is in the region of its machine; one without a machine stays where it is.
  VolumeSpec volume(const std::pair<int, int>& key, int gib, const DesiredState& desired) const {
    const VolumeSlot slot{Slot{pool_.name, key.first}, key.second};
    VolumeSpec spec;
    spec.size_gib = gib;
    const auto machine = desired.machines.find(slot.machine);
    const auto present = actual_.volumes.find(slot);
    if (present != actual_.volumes.end()) {
      spec.region = present->second.region;
    } else if (machine != desired.machines.end()) {
      spec.region = machine->second.region;
    }
    const auto index = static_cast<std::size_t>(key.second - 1);
    if (index < pool_.volumes.size()) spec.filesystem = pool_.volumes[index].filesystem;
    return spec;
  }

  BalancerSpec balancer(const BalancerSlot& slot) const {
    BalancerSpec spec;
    const auto present = actual_.balancers.find(slot);
    spec.region = present != actual_.balancers.end() ? present->second.region : home_.value_or(Region{});
    if (pool_.balancer) {
      spec.forwarding = pool_.balancer->forwarding;
      spec.health = pool_.balancer->health;
    }
    if (spec.forwarding.empty()) spec.forwarding = {Forwarding{}};
    spec.network = network_in(fleet_, spec.region);
    return spec;
  }

  const Fleet& fleet_;
  const Pool& pool_;
  const ActualState& actual_;
  const PriceList& prices_;
  std::map<int, const Machine*> present_;
  std::optional<Region> home_;
  std::vector<std::string> keys_;
  std::vector<std::string> tags_;
};

}  // namespace

DesiredState make_desired_state(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                                const std::vector<Decision>& decisions) {
  DesiredState desired;
  desired.fleet = fleet.name;
  desired.network = fleet.network;
  for (const auto& decision : decisions) {
    const auto* pool = fleet.find_pool(decision.pool);
    if (pool) PoolMaker(fleet, *pool, actual, prices).make(decision.to, desired);
  }
  return desired;
}

}  // namespace muster
