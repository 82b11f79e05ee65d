#include "reconciler/core/apply/verify_outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

/// Clouds keep the capitals of a tag's first use: compared without case.
template <class Object>
bool carries(const Object& object, const std::string& tag) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::any_of(object.tags.begin(), object.tags.end(), [&](const std::string& has) {
    return std::equal(has.begin(), has.end(), tag.begin(), tag.end(), same);
  });
}

VerifyResult foreign(std::string id, std::string detail) {
  return {VerifyResult::State::foreign, std::move(id), std::move(detail)};
}
VerifyResult not_ours(const char* type, const std::string& id, const std::string& whose) {
  return foreign(id, fmt::format("{} {} has that name and does not belong to this fleet{}{}", type, id,
                                 whose.empty() ? "" : ": ", whose));
}
/// Ours by its tag, but different from the request: a new plan decides about it.
VerifyResult not_as_declared(const char* type, const std::string& id, const std::string& how) {
  return foreign(
      id,
      fmt::format("{} {} of this fleet has that name already and is not as declared ({}): make a new plan",
                  type, id, how));
}
std::string reported_by(const std::vector<std::string>& tags) {
  const auto owned = read_ownership(tags);
  if (owned.fleet) return "it belongs to fleet " + owned.fleet->value;
  if (tags.empty()) return "it has no tags";
  return fmt::format("its tags are {}", fmt::join(tags, ", "));
}

/// With the word "balancer" replaced by ids, as clouds store rules.
std::vector<FirewallRule> spelled_out(std::vector<FirewallRule> rules,
                                      const std::vector<LoadBalancerId>& balancers) {
  for (auto& rule : rules) {
    if (std::erase(rule.sources, "balancer") > 0) {
      for (const auto& id : balancers) rule.sources.push_back("balancer:" + id.value);
    }
    std::sort(rule.sources.begin(), rule.sources.end());
  }
  std::erase_if(rules, [](const FirewallRule& rule) { return rule.sources.empty(); });
  std::sort(rules.begin(), rules.end());
  return rules;
}

VerifyResult done_when(bool done) {
  return {done ? VerifyResult::State::done : VerifyResult::State::not_done, {}};
}
/// For actions with a delay: while the cloud works, neither done nor not done.
VerifyResult done_when(bool done, bool busy) {
  if (busy) return {VerifyResult::State::pending, {}};
  return done_when(done);
}

struct LookAfter {
  const ChangeId& change;
  using Look = std::optional<Operation>;

  Look operator()(const call::CreateNetwork& c) const { return call::FindNetwork{c.spec.name, c.mark}; }
  Look operator()(const call::CreateFirewall& c) const { return call::FindFirewall{c.name, c.pool_tag}; }
  Look operator()(const call::CreateMachine&) const { return call::FindMachine{change}; }
  Look operator()(const call::CreateVolume& c) const { return call::FindVolume{c.name, c.spec.region}; }
  Look operator()(const call::CreateBalancer& c) const { return call::FindBalancer{c.name, c.member_tag}; }
  Look operator()(const call::DestroyMachine& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::ShutDown& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::PowerOff& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::PowerOn& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::ChangeSize& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::TagMachine& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::UntagMachine& c) const { return call::GetMachine{c.id}; }
  Look operator()(const call::TagVolume& c) const { return call::GetVolume{c.id}; }
  Look operator()(const call::UntagVolume& c) const { return call::GetVolume{c.id}; }
  Look operator()(const call::JoinBalancer& c) const { return call::GetMachine{c.machine}; }
  Look operator()(const call::LeaveBalancer& c) const { return call::GetMachine{c.machine}; }
  Look operator()(const call::AttachVolume& c) const { return call::GetVolume{c.id}; }
  Look operator()(const call::DetachVolume& c) const { return call::GetVolume{c.id}; }
  Look operator()(const call::GrowVolume& c) const { return call::GetVolume{c.id}; }
  Look operator()(const call::DestroyVolume& c) const { return call::GetVolume{c.id}; }
  Look operator()(const call::SnapshotVolume& c) const { return call::FindSnapshot{c.id, c.name}; }
  Look operator()(const call::DrainMachine& c) const { return call::GetAgents{c.id}; }
  Look operator()(const call::UndrainMachine& c) const { return call::GetAgents{c.id}; }
  Look operator()(const call::DestroyBalancer& c) const { return call::GetBalancer{c.id}; }
  // Tags are sets, and updates replace the whole: repeating them is harmless. Reads change nothing.
  template <class Other>
  Look operator()(const Other&) const {
    return std::nullopt;
  }
};

struct SettleBy {
  using State = VerifyResult::State;

  const Reply& seen;

  template <class Object>
  const Object* as() const {
    return std::get_if<Object>(&seen);
  }
  bool absent() const { return std::holds_alternative<Absent>(seen); }

  VerifyResult operator()(const call::CreateMachine&) const {
    const auto* machine = as<Machine>();
    return machine ? VerifyResult{State::done, machine->id.value} : done_when(false);
  }
  VerifyResult operator()(const call::CreateVolume& c) const {
    const auto* volume = as<Volume>();
    if (!volume) return done_when(false);
    // Names of volumes are unique, and people use them too.
    const auto ours = read_ownership(c.tags);
    const auto theirs = read_ownership(volume->tags);
    const bool other_fleet = theirs.fleet && ours.fleet && !(*theirs.fleet == *ours.fleet);
    if (other_fleet || (ours.volume && !(volume->slot == *ours.volume)))
      return not_ours("volume", volume->id.value, reported_by(volume->tags));
    if (volume->size_gib != c.spec.size_gib)
      return not_as_declared("volume", volume->id.value, fmt::format("it has {} GiB", volume->size_gib));
    return {State::done, volume->id.value};
  }
  VerifyResult operator()(const call::SnapshotVolume&) const {
    const auto* snapshot = as<VolumeSnapshot>();
    return snapshot ? VerifyResult{State::done, snapshot->id.value} : done_when(false);
  }
  VerifyResult operator()(const call::CreateBalancer& c) const {
    const auto* balancer = as<LoadBalancer>();
    if (!balancer) return done_when(false);
    if (balancer->slot.number == 0)
      return not_ours("load balancer", balancer->id.value, "its machines carry another tag");
    if (!same_forwarding(balancer->forwarding, c.spec.forwarding) || balancer->health != c.spec.health)
      return not_as_declared("load balancer", balancer->id.value, "its rules differ");
    return {State::done, balancer->id.value};
  }
  VerifyResult operator()(const call::CreateFirewall& c) const {
    const auto* firewall = as<Firewall>();
    if (!firewall) return done_when(false);
    if (firewall->pool.empty())
      return not_ours("firewall", firewall->id.value,
                      "it does not apply to machines with the tag " + c.pool_tag);
    if (spelled_out(firewall->inbound, c.balancers) != spelled_out(c.inbound, c.balancers))
      return not_as_declared("firewall", firewall->id.value, "its rules differ");
    return {State::done, firewall->id.value};
  }
  // Networks have no tags: the mark of muster is in the description.
  VerifyResult operator()(const call::CreateNetwork& c) const {
    const auto* network = as<Network>();
    if (!network) return done_when(false);
    if (network->region.empty())
      return not_ours("network", network->id.value, "its description does not name the fleet");
    if (network->region != c.spec.region ||
        (!c.spec.ip_range.empty() && network->ip_range != c.spec.ip_range))
      return not_as_declared("network", network->id.value,
                             fmt::format("{} in {}", network->ip_range, network->region.value));
    return {State::done, network->id.value};
  }
  VerifyResult operator()(const call::DestroyMachine&) const { return done_when(absent()); }
  VerifyResult operator()(const call::DestroyVolume&) const { return done_when(absent()); }
  VerifyResult operator()(const call::DestroyBalancer&) const { return done_when(absent()); }
  // A removed machine counts as off.
  VerifyResult operator()(const call::ShutDown&) const {
    return absent() ? done_when(true) : status_is(MachineStatus::off);
  }
  VerifyResult operator()(const call::PowerOff&) const {
    return absent() ? done_when(true) : status_is(MachineStatus::off);
  }
  VerifyResult operator()(const call::PowerOn&) const { return status_is(MachineStatus::running); }
  VerifyResult operator()(const call::ChangeSize& c) const {
    const auto* machine = as<Machine>();
    return machine ? done_when(machine->size == c.to, machine->busy) : done_when(false);
  }
  VerifyResult operator()(const call::TagMachine& c) const {
    const auto* machine = as<Machine>();
    return done_when(machine && std::all_of(c.tags.begin(), c.tags.end(),
                                            [&](const std::string& tag) { return carries(*machine, tag); }));
  }
  VerifyResult operator()(const call::UntagMachine& c) const {
    const auto* machine = as<Machine>();
    return done_when(!machine || std::none_of(c.tags.begin(), c.tags.end(), [&](const std::string& tag) {
      return carries(*machine, tag);
    }));
  }
  VerifyResult operator()(const call::TagVolume& c) const {
    const auto* volume = as<Volume>();
    return done_when(volume && std::all_of(c.tags.begin(), c.tags.end(),
                                           [&](const std::string& tag) { return carries(*volume, tag); }));
  }
  VerifyResult operator()(const call::UntagVolume& c) const {
    const auto* volume = as<Volume>();
    return done_when(!volume || std::none_of(c.tags.begin(), c.tags.end(),
                                             [&](const std::string& tag) { return carries(*volume, tag); }));
  }
  VerifyResult operator()(const call::JoinBalancer& c) const {
    const auto* machine = as<Machine>();
    return done_when(machine && carries(*machine, c.member_tag));
  }
  VerifyResult operator()(const call::LeaveBalancer& c) const {
    const auto* machine = as<Machine>();
    return done_when(!machine || !carries(*machine, c.member_tag));
  }
  // A machine that the runtime does not know has no agents to move.
  VerifyResult operator()(const call::DrainMachine&) const {
    return absent() ? done_when(true) : drains(true);
  }
  VerifyResult operator()(const call::UndrainMachine&) const {
    return absent() ? done_when(true) : drains(false);
  }
  VerifyResult operator()(const call::AttachVolume& c) const {
    const auto* volume = as<Volume>();
    return done_when(volume && volume->attached_to == c.to);
  }
  VerifyResult operator()(const call::DetachVolume& c) const {
    const auto* volume = as<Volume>();
    return done_when(!volume || volume->attached_to != c.from);
  }
  VerifyResult operator()(const call::GrowVolume& c) const {
    const auto* volume = as<Volume>();
    return done_when(volume && volume->size_gib >= c.to_gib);
  }
  template <class Other>
  VerifyResult operator()(const Other&) const {
    return done_when(false);
  }

 private:
  VerifyResult drains(bool wanted) const {
    const auto* agents = as<AgentsOn>();
    return done_when(agents && agents->draining == wanted);
  }
  VerifyResult status_is(MachineStatus status) const {
    const auto* machine = as<Machine>();
    return machine ? done_when(machine->status == status, machine->busy) : done_when(false);
  }
};

}  // namespace

std::optional<Operation> verification_for(const Operation& operation, const ChangeId& change) {
  return std::visit(LookAfter{change}, operation);
}

VerifyResult verify_outcome(const Operation& operation, const Reply& seen) {
  return std::visit(SettleBy{seen}, operation);
}

}  // namespace muster
