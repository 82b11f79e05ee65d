#include "reconciler/core/plan/verdict/departures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/plan/diff/diff_network.hpp"
#include "reconciler/core/plan/order/patience.hpp"

namespace muster {
namespace {

template <class Values, class Value>
bool has(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <class Values>
Values sorted(Values values) {
  std::sort(values.begin(), values.end());
  return values;
}

std::string not_declared(const char* what) {
  return fmt::format("{} not the declared one", what);
}

/// Returns how one effect differs from the declaration; "" if it does not.
class Departure {
 public:
  Departure(const std::vector<Change>& changes, const Fleet& fleet, const ActualState& actual)
      : changes_(changes), fleet_(fleet), actual_(actual) {}

  std::string operator()(const CreateMachine& e) const {
    const auto* pool = fleet_.find_pool(e.slot.pool);
    if (!pool) return undeclared(e.slot.pool);
    if (e.spec.image != pool->image) return not_declared("image is");
    for (const auto& other : e.or_else) {
      auto why = place(*pool, other.size, other.region);
      if (why.empty()) why = network(other.network);
      if (!why.empty()) return why;
    }
    return machine(*pool, e.spec);
  }
  std::string operator()(const ReplaceMachine& e) const {
    const auto* pool = fleet_.find_pool(e.slot.pool);
    if (!pool) return undeclared(e.slot.pool);
    const auto present = actual_.machines.find(e.slot);
    const bool same_image = present != actual_.machines.end() && present->second.image == e.to.image;
    if (e.to.image != pool->image && !same_image) return not_declared("image is");
    return machine(*pool, e.to);
  }
  std::string operator()(const ResizeMachine& e) const {
    const auto* pool = fleet_.find_pool(e.slot.pool);
    if (!pool) return undeclared(e.slot.pool);
    return has(pool->ladder, e.to) ? "" : off_the_ladder(*pool, e.to);
  }
  std::string operator()(const TagMachine& e) const {
    const auto* pool = fleet_.find_pool(e.slot.pool);
    if (!pool) return undeclared(e.slot.pool);
    for (const auto& tag : e.add) {
      const bool ours = tag == fleet_tag(fleet_.name) || tag == slot_tag(e.slot) ||
                        tag == pool_tag(fleet_.name, e.slot.pool);
      if (!ours && !has(pool->tags, tag)) return fmt::format("tag {} is not declared", tag);
    }
    return "";
  }
  std::string operator()(const CreateVolume& e) const {
    const auto* pool = fleet_.find_pool(e.slot.machine.pool);
    if (!pool) return undeclared(e.slot.machine.pool);
    const auto index = static_cast<std::size_t>(e.slot.number - 1);
    if (index < pool->volumes.size() && pool->volumes[index].filesystem != e.spec.filesystem)
      return not_declared("filesystem is");
    return "";
  }
  std::string operator()(const GrowVolume& e) const {
    return fleet_.find_pool(e.slot.machine.pool) ? "" : undeclared(e.slot.machine.pool);
  }
  std::string operator()(const CreateBalancer& e) const { return balancer(e.slot, e.spec); }
  std::string operator()(const UpdateBalancer& e) const { return balancer(e.slot, e.to); }
  std::string operator()(const CreateFirewall& e) const { return firewall(e.pool, e.inbound); }
  std::string operator()(const UpdateFirewall& e) const { return firewall(e.pool, e.to); }
  std::string operator()(const DestroyFirewall& e) const {
    const auto* pool = fleet_.find_pool(e.pool);
    return pool && !pool->firewall.empty() ? "its pool declares a firewall" : "";
  }
  std::string operator()(const CreateNetwork& e) const {
    return fleet_.network && *fleet_.network == e.spec ? "" : not_declared("network is");
  }
  std::string operator()(const LeaveBalancer& e) const {
    const bool goes = std::any_of(changes_.begin(), changes_.end(), [&](const Change& change) {
      const auto* destroy = std::get_if<DestroyMachine>(&change.effect);
      return destroy && destroy->slot == e.machine;
    });
    return goes || !fleet_.find_pool(e.machine.pool) ? "" : "its machine stays, and would get no traffic";
  }
  std::string operator()(const AdoptMachine&) const { return by_command("muster adopt"); }
  std::string operator()(const AdoptVolume&) const { return by_command("muster adopt"); }
  std::string operator()(const ReleaseMachine&) const { return by_command("muster release"); }
  std::string operator()(const ReleaseVolume&) const { return by_command("muster release"); }
  // Number and choice are checked by bounds, guards and approvals.
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }

 private:
  static std::string by_command(const char* command) {
    return fmt::format("only the command {} makes such a change", command);
  }
  std::string undeclared(const PoolName& pool) const {
    return fmt::format("pool {} is not declared", pool.value);
  }
  std::string off_the_ladder(const Pool& pool, const SizeName& size) const {
    return fmt::format("size {} is not on the ladder of pool {}", size.value, pool.name.value);
  }

  /// A pool may also use regions where it has machines already.
  bool is_home(const Pool& pool, const Region& region) const {
    if (has(regions_of(fleet_, pool), region)) return true;
    return std::any_of(actual_.machines.begin(), actual_.machines.end(), [&](const auto& entry) {
      return entry.first.pool == pool.name && entry.second.region == region;
    });
  }
  std::string place(const Pool& pool, const SizeName& size, const Region& region) const {
    if (!has(pool.ladder, size)) return off_the_ladder(pool, size);
    return is_home(pool, region) ? "" : fmt::format("region {} is not declared", region.value);
  }
  std::string network(const std::string& name) const {
    const bool declared = name.empty() || (fleet_.network && fleet_.network->name == name);
    return declared ? "" : not_declared("network is");
  }
  std::string machine(const Pool& pool, const MachineSpec& spec) const {
    if (spec.user_data != pool.user_data) return "user data is not the declared one";
    if (sorted(spec.ssh_keys) != sorted(pool.ssh_keys)) return "SSH keys are not the declared ones";
    if (sorted(spec.tags) != sorted(pool.tags)) return "tags are not the declared ones";
    auto why = network(spec.network);
    if (!why.empty()) return why;
    return place(pool, spec.size, spec.region);
  }
  std::string balancer(const BalancerSlot& slot, const BalancerSpec& spec) const {
    const auto* pool = fleet_.find_pool(slot.pool);
    if (!pool) return undeclared(slot.pool);
    auto forwarding = pool->balancer ? pool->balancer->forwarding : std::vector<Forwarding>();
    if (forwarding.empty()) forwarding = {Forwarding{}};
    if (sorted(spec.forwarding) != sorted(forwarding)) return "forwarding is not the declared one";
    const auto health = pool->balancer ? pool->balancer->health : HealthCheck{};
    return spec.health == health ? "" : "health check is not the declared one";
  }
  std::string firewall(const PoolName& name, const std::vector<FirewallRule>& rules) const {
    const auto* pool = fleet_.find_pool(name);
    if (!pool) return undeclared(name);
    const auto reported = effective_rules(rules, true);
    const bool follows = reported == effective_rules(pool->firewall, true) ||
                         reported == effective_rules(pool->firewall, false);
    return follows ? "" : "its rules are not the declared ones";
  }

  const std::vector<Change>& changes_;
  const Fleet& fleet_;
  const ActualState& actual_;
};

/// A shorter wait than declared would interrupt agents.
bool waits_otherwise(const Change& change, const Fleet& fleet, const Capabilities& capabilities) {
  auto declared = change;
  declared.drain = Duration{0};
  declared.ready_within = Duration{0};
  add_patience(fleet, capabilities, declared);
  return declared.drain != change.drain || declared.ready_within != change.ready_within;
}

}  // namespace

std::vector<std::string> departures_of(const std::vector<Change>& changes, const Fleet& fleet,
                                       const ActualState& actual, const Capabilities& capabilities) {
  std::vector<std::string> departures;
  const Departure departure(changes, fleet, actual);
  for (const auto& change : changes) {
    auto why = std::visit(departure, change.effect);
    if (why.empty() && waits_otherwise(change, fleet, capabilities))
      why = "its waiting times are not the declared ones";
    if (!why.empty()) departures.push_back(change.address + ": " + why);
  }
  return departures;
}

}  // namespace muster
