#include "reconciler/adapters/readings/machine_names.hpp"

namespace muster {
namespace {

/// "10.0.0.3:9100" without its port, "[fd00::3]:9100" without port and brackets; a bare IPv6 address stays.
std::string_view label_without_port(std::string_view label) {
  if (label.starts_with('[')) {
    const auto end = label.find(']');
    return end == std::string_view::npos ? label : label.substr(1, end - 1);
  }
  const auto colon = label.find(':');
  return colon == label.rfind(':') ? label.substr(0, colon) : label;
}

}  // namespace

MachineNames::MachineNames(const Fleet& fleet, const ActualState& actual) {
  for (const auto& pool : fleet.pools) subjects_.emplace(pool.name.value, pool.name);
  subjects_.emplace("fleet", FleetWide{});
  for (const auto& [slot, machine] : actual.machines) {
    name(to_string(slot), slot);
    name(machine.name, slot);
    name(machine.private_address, slot);
    name(machine.public_address, slot);
  }
}

void MachineNames::name(const std::string& text, const Slot& slot) {
  if (text.empty()) return;
  const auto [at, is_new] = subjects_.emplace(text, slot);
  if (!is_new && at->second != Subject(slot)) at->second = std::nullopt;
}

MachineNames::Subjects::const_iterator MachineNames::look_up(std::string_view label) const {
  const auto found = subjects_.find(label);
  return found == subjects_.end() ? subjects_.find(label_without_port(label)) : found;
}

std::optional<Subject> MachineNames::find(std::string_view label) const {
  const auto found = look_up(label);
  return found == subjects_.end() ? std::nullopt : found->second;
}

bool MachineNames::is_shared(std::string_view label) const {
  const auto found = look_up(label);
  return found != subjects_.end() && !found->second;
}

}  // namespace muster
