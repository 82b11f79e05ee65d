#include "reconciler/core/apply/claim.hpp"

#include <fmt/format.h>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

/// Ids of equal age are compared as numbers: the larger one is younger.
bool is_older(const Machine& other, const std::string& made, Instant made_at) {
  return std::tuple(other.created_at, other.id.value.size(), other.id.value) <
         std::tuple(made_at, made.size(), made);
}

std::string made_by(const ChangeId& change) {
  return change.empty() ? "" : ", made by change " + change.value;
}

std::optional<std::string> held_by_machine(const Machine& machine, const std::string& made, Instant made_at) {
  if (machine.id.value == made) return std::nullopt;
  if (!made.empty() && !is_older(machine, made, made_at)) return std::nullopt;
  return fmt::format("machine {} ({}){}", machine.id.value, machine.name, made_by(machine.made_by));
}

}  // namespace

std::optional<Operation> look_for_holder(const Operation& operation) {
  if (const auto* machine = std::get_if<call::CreateMachine>(&operation)) {
    const auto owned = read_ownership(machine->tags);
    if (!owned.fleet) return std::nullopt;
    return call::FindHolder{*owned.fleet, owned.slot ? slot_tag(*owned.slot) : change_tag(machine->change)};
  }
  if (const auto* balancer = std::get_if<call::CreateBalancer>(&operation))
    return call::FindBalancer{balancer->name, balancer->member_tag};
  return std::nullopt;
}

std::optional<std::string> held_by_other(const Operation& operation, const Reply& seen,
                                         const std::string& made, Instant made_at) {
  if (const auto* machine = std::get_if<Machine>(&seen)) return held_by_machine(*machine, made, made_at);
  const auto* balancer = std::get_if<LoadBalancer>(&seen);
  const bool is_ours = balancer && balancer->slot.number > 0;
  if (!is_ours || balancer->id.value == made || !std::holds_alternative<call::CreateBalancer>(operation))
    return std::nullopt;
  return fmt::format("load balancer {} ({})", balancer->id.value, balancer->name);
}

}  // namespace muster
