#include "reconciler/core/apply/operation.hpp"

#include <fmt/format.h>

#include <array>

namespace muster {
namespace {

std::string list(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string describe_call(const call::EnsureTag& c) {
  return "ensure tag " + c.tag;
}
std::string describe_call(const call::CreateNetwork& c) {
  return "create network " + c.spec.name;
}
std::string describe_call(const call::CreateFirewall& c) {
  return "create firewall " + c.name;
}
std::string describe_call(const call::UpdateFirewall& c) {
  return fmt::format("update firewall {} ({})", c.name, c.id.value);
}
std::string describe_call(const call::DestroyFirewall& c) {
  return "destroy firewall " + c.id.value;
}
std::string describe_call(const call::CreateMachine& c) {
  return fmt::format("create machine {} ({} in {})", c.name, c.spec.size.value, c.spec.region.value);
}
std::string describe_call(const call::DestroyMachine& c) {
  return "destroy machine " + c.id.value;
}
std::string describe_call(const call::ShutDown& c) {
  return "shut down machine " + c.id.value;
}
std::string describe_call(const call::PowerOff& c) {
  return "power off machine " + c.id.value;
}
std::string describe_call(const call::PowerOn& c) {
  return "power on machine " + c.id.value;
}
std::string describe_call(const call::ChangeSize& c) {
  return fmt::format("change size of machine {} to {}", c.id.value, c.to.value);
}
std::string describe_call(const call::TagMachine& c) {
  return fmt::format("tag machine {} with {}", c.id.value, list(c.tags));
}
std::string describe_call(const call::UntagMachine& c) {
  return fmt::format("take {} off machine {}", list(c.tags), c.id.value);
}
std::string describe_call(const call::TagVolume& c) {
  return fmt::format("tag volume {} with {}", c.id.value, list(c.tags));
}
std::string describe_call(const call::UntagVolume& c) {
  return fmt::format("take {} off volume {}", list(c.tags), c.id.value);
}
std::string describe_call(const call::CreateVolume& c) {
  return fmt::format("create volume {} ({} GiB in {})", c.name, c.spec.size_gib, c.spec.region.value);
}
std::string describe_call(const call::AttachVolume& c) {
  return fmt::format("attach volume {} to machine {}", c.id.value, c.to.value);
}
std::string describe_call(const call::DetachVolume& c) {
  return fmt::format("detach volume {} from machine {}", c.id.value, c.from.value);
}
std::string describe_call(const call::GrowVolume& c) {
  return fmt::format("grow volume {} to {} GiB", c.id.value, c.to_gib);
}
std::string describe_call(const call::DestroyVolume& c) {
  return "destroy volume " + c.id.value;
}
std::string describe_call(const call::SnapshotVolume& c) {
  return fmt::format("take snapshot {} of volume {}", c.name, c.id.value);
}
std::string describe_call(const call::CreateBalancer& c) {
  return fmt::format("create load balancer {} in {}", c.name, c.spec.region.value);
}
std::string describe_call(const call::UpdateBalancer& c) {
  return fmt::format("update load balancer {} ({})", c.name, c.id.value);
}
std::string describe_call(const call::DestroyBalancer& c) {
  return "destroy load balancer " + c.id.value;
}
std::string describe_call(const call::JoinBalancer& c) {
  return fmt::format("add machine {} to load balancer {}", c.machine.value, c.balancer.value);
}
std::string describe_call(const call::LeaveBalancer& c) {
  return fmt::format("remove machine {} from load balancer {}", c.machine.value, c.balancer.value);
}
std::string describe_call(const call::DrainMachine& c) {
  return "drain machine " + c.id.value;
}
std::string describe_call(const call::UndrainMachine& c) {
  return "admit agents to machine " + c.id.value;
}
std::string describe_call(const call::GetMachine& c) {
  return "read machine " + c.id.value;
}
std::string describe_call(const call::GetVolume& c) {
  return "read volume " + c.id.value;
}
std::string describe_call(const call::GetBalancer& c) {
  return "read load balancer " + c.id.value;
}
std::string describe_call(const call::GetFirewall& c) {
  return "read firewall " + c.id.value;
}
std::string describe_call(const call::GetNetwork& c) {
  return "read network " + c.id.value;
}
std::string describe_call(const call::GetOperation& c) {
  return "read action " + c.id.value;
}
std::string describe_call(const call::GetAgents& c) {
  return "read the agents of machine " + c.id.value;
}
std::string describe_call(const call::FindMachine& c) {
  return "find the machine made by change " + c.change.value;
}
std::string describe_call(const call::FindVolume& c) {
  return fmt::format("find volume {} in {}", c.name, c.region.value);
}
std::string describe_call(const call::FindSnapshot& c) {
  return fmt::format("find snapshot {} of volume {}", c.name, c.of.value);
}
std::string describe_call(const call::FindBalancer& c) {
  return "find load balancer " + c.name;
}
std::string describe_call(const call::FindFirewall& c) {
  return "find firewall " + c.name;
}
std::string describe_call(const call::FindNetwork& c) {
  return "find network " + c.name;
}

std::string describe_call(const call::FindHolder& c) {
  return fmt::format("find the machine of fleet {} with tag {}", c.fleet.value, c.tag);
}

// In the order of the variant.
constexpr std::array<const char*, std::variant_size_v<Operation>> kKinds = {
    "ensure_tag",       "create_network",   "create_firewall", "update_firewall",  "destroy_firewall",
    "create_machine",   "destroy_machine",  "shut_down",       "power_off",        "power_on",
    "change_size",      "tag_machine",      "untag_machine",   "tag_volume",       "untag_volume",
    "create_volume",    "attach_volume",    "detach_volume",   "grow_volume",      "destroy_volume",
    "snapshot_volume",  "create_balancer",  "update_balancer", "destroy_balancer", "join_balancer",
    "leave_balancer",   "drain_machine",    "undrain_machine", "look_at_machine",  "look_at_volume",
    "look_at_balancer", "look_at_firewall", "look_at_network", "look_at_action",   "look_at_agents",
    "find_machine",     "find_volume",      "find_snapshot",   "find_balancer",    "find_firewall",
    "find_network",     "find_holder"};

constexpr std::size_t kFirstLook = 28;
static_assert(std::is_same_v<std::variant_alternative_t<kFirstLook, Operation>, call::GetMachine>);
static_assert(std::is_same_v<std::variant_alternative_t<kFirstLook - 1, Operation>, call::UndrainMachine>);

}  // namespace

std::string describe(const Operation& operation) {
  return std::visit([](const auto& made) { return describe_call(made); }, operation);
}

const char* kind_of(const Operation& operation) {
  return kKinds[operation.index()];
}

bool is_look(const Operation& operation) {
  return operation.index() >= kFirstLook;
}

bool is_about_agents(const Operation& operation) {
  return std::holds_alternative<call::DrainMachine>(operation) ||
         std::holds_alternative<call::UndrainMachine>(operation) ||
         std::holds_alternative<call::GetAgents>(operation);
}

}  // namespace muster
