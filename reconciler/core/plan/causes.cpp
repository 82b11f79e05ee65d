#include "reconciler/core/plan/causes.hpp"

#include <fmt/format.h>

#include <map>

#include "reconciler/core/base/overloaded.hpp"

namespace muster {
namespace {

using Causes = std::vector<Cause>;

class CauseFinder {
 public:
  CauseFinder(const Fleet& fleet, const std::vector<Decision>& decisions) : fleet_(fleet) {
    for (const auto& decision : decisions) decisions_[decision.pool] = &decision;
    for (const auto& pool : fleet.pools) pools_[pool.name] = &pool;
  }

  Causes of(const Effect& effect) const {
    return std::visit([&](const auto& e) { return because(e); }, effect);
  }

 private:
  Causes because(const CreateMachine& e) const {
    return decided(e.slot, e.slot.pool, "pool",
                   fmt::format("pool {} is declared with it", e.slot.pool.value));
  }
  Causes because(const ResizeMachine& e) const {
    return decided(e.slot, e.slot.pool, "pool",
                   fmt::format("{} does not have the needed size, {}", to_string(e.slot), e.to.value));
  }
  Causes because(const ReplaceMachine& e) const {
    auto causes = decided(e.slot, e.slot.pool, "pool",
                          fmt::format("pool {} is declared for {}", e.slot.pool.value, e.to.region.value));
    causes.push_back(declared(e.slot.pool, "replacement", e.reason));
    return causes;
  }
  Causes because(const DestroyMachine& e) const {
    return decided(e.slot, e.slot.pool, "pool", fmt::format("{} is no longer needed", to_string(e.slot)));
  }
  Causes because(const TagMachine& e) const {
    return {declared(e.slot.pool, "ownership", fmt::format("{} lacks declared tags", to_string(e.slot)))};
  }
  Causes because(const StartMachine& e) const {
    return {
        declared(e.slot.pool, "pool", fmt::format("{} is off, and the pool needs it", to_string(e.slot)))};
  }
  // A person requests these by name; the plans of `adopt` and `release` contain their own causes.
  Causes because(const AdoptMachine& e) const { return asked(e.slot.pool, "adopt", to_string(e.slot)); }
  Causes because(const ReleaseMachine& e) const { return asked(e.slot.pool, "release", to_string(e.slot)); }
  Causes because(const AdoptVolume& e) const {
    return asked(e.slot.machine.pool, "adopt", to_string(e.slot));
  }
  Causes because(const ReleaseVolume& e) const {
    return asked(e.slot.machine.pool, "release", to_string(e.slot));
  }
  Causes because(const CreateVolume& e) const { return volume(e.slot, "is declared for it"); }
  Causes because(const GrowVolume& e) const { return volume(e.slot, "is declared larger"); }
  Causes because(const AttachVolume& e) const { return volume(e.slot, "belongs to its machine"); }
  Causes because(const DetachVolume& e) const {
    return decided(e.slot.machine, e.slot.machine.pool, "volumes",
                   fmt::format("{} is not on the machine of its slot; its data is kept", to_string(e.slot)));
  }
  Causes because(const DestroyVolume& e) const {
    return decided(e.slot, e.slot.machine.pool, "volumes",
                   fmt::format("{} is no longer used", to_string(e.slot)));
  }
  Causes because(const CreateBalancer& e) const {
    return decided(e.slot, e.slot.pool, "load balancer", "the pool is declared with it");
  }
  Causes because(const UpdateBalancer& e) const {
    return {declared(e.slot.pool, "load balancer", "its forwarding or health check is declared differently")};
  }
  Causes because(const DestroyBalancer& e) const {
    return decided(e.slot, e.slot.pool, "load balancer", "the pool no longer needs it");
  }
  Causes because(const JoinBalancer& e) const {
    return member(e.balancer, e.machine, "serves its share of the requests");
  }
  Causes because(const LeaveBalancer& e) const {
    return member(e.balancer, e.machine, "gets no requests before its removal");
  }
  Causes because(const CreateFirewall& e) const {
    return {declared(e.pool, "firewall", "the pool declares it")};
  }
  Causes because(const UpdateFirewall& e) const {
    return {declared(e.pool, "firewall", "its rules are not the declared ones")};
  }
  Causes because(const DestroyFirewall& e) const {
    return {declared(e.pool, "firewall", "the pool no longer declares a firewall")};
  }
  Causes because(const CreateNetwork& e) const {
    return {Cause{.policy = {},
                  .rule = "network",
                  .at = fleet_.at,
                  .message = fmt::format("the fleet declares network {}", e.spec.name),
                  .evidence = {}}};
  }

  Causes asked(const PoolName& pool, const char* verb, const std::string& name) const {
    const auto command = fmt::format("muster {}", verb);
    return {declared(pool, command.c_str(), fmt::format("{} requested it for {}", command, name))};
  }

  Causes volume(const VolumeSlot& slot, const char* what) const {
    if (const auto* found = find(slot.machine.pool, slot)) return *found;
    if (const auto* found = find(slot.machine.pool, slot.machine)) return *found;
    return {declared(slot.machine.pool, "volumes", fmt::format("{} {}", to_string(slot), what))};
  }

  Causes member(const BalancerSlot& balancer, const Slot& machine, const char* what) const {
    if (const auto* found = find(machine.pool, machine)) return *found;
    if (const auto* found = find(machine.pool, balancer)) return *found;
    return {declared(machine.pool, "load balancer", fmt::format("{} {}", to_string(machine), what))};
  }

  Causes decided(const ResourceRef& part, const PoolName& pool, const char* rule,
                 std::string otherwise) const {
    if (const auto* found = find(pool, part)) return *found;
    return {declared(pool, rule, std::move(otherwise))};
  }

  const Causes* find(const PoolName& pool, const ResourceRef& part) const {
    const auto decision = decisions_.find(pool);
    if (decision == decisions_.end()) return nullptr;
    const auto found = decision->second->because.find(part);
    const bool none = found == decision->second->because.end() || found->second.empty();
    return none ? nullptr : &found->second;
  }

  /// A cause for a request of the fleet file itself.
  Cause declared(const PoolName& name, const char* rule, std::string message) const {
    const auto pool = pools_.find(name);
    if (pool != pools_.end())
      return {
          .policy = {}, .rule = rule, .at = pool->second->at, .message = std::move(message), .evidence = {}};
    return {.policy = {},
            .rule = "pools",
            .at = fleet_.at,
            .message = fmt::format("pool {} is no longer declared", name.value),
            .evidence = {}};
  }

  const Fleet& fleet_;
  std::map<PoolName, const Decision*> decisions_;
  std::map<PoolName, const Pool*> pools_;
};

}  // namespace

void fill_causes(const Fleet& fleet, const std::vector<Decision>& decisions, std::vector<Change>& changes) {
  const CauseFinder finder(fleet, decisions);
  for (auto& change : changes) change.because = finder.of(change.effect);
}

}  // namespace muster
