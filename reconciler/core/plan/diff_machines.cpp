#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "reconciler/core/fleet/naming.hpp"
#include "reconciler/core/plan/difference.hpp"

namespace muster {
namespace {

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Tags that the machine should carry and does not; clouds compare them without case.
std::vector<std::string> missing_tags(const Fleet& fleet, const MachineSpec& spec, const Machine& machine) {
  std::set<std::string> present;
  for (const auto& tag : machine.tags) present.insert(lower(tag));
  std::vector<std::string> wanted = {fleet_tag(fleet.name), pool_tag(fleet.name, machine.slot.pool),
                                     slot_tag(machine.slot)};
  wanted.insert(wanted.end(), spec.tags.begin(), spec.tags.end());
  std::erase_if(wanted, [&](const std::string& tag) { return present.contains(lower(tag)); });
  std::sort(wanted.begin(), wanted.end());
  return wanted;
}

/// Why the machine cannot become what is wanted in place; empty when it can.
std::string why_not_in_place(const MachineSpec& to, const Machine& machine, const PriceList& prices) {
  if (to.region != machine.region) {
    return fmt::format("a machine cannot move from {} to {}", machine.region.value, to.region.value);
  }
  const auto* offer = prices.find(to.size);
  if (to.size != machine.size && offer != nullptr && offer->disk_gib < machine.disk_gib) {
    return fmt::format("its disk of {} GiB does not fit the {} GiB of {}, and disks do not shrink",
                       machine.disk_gib, offer->disk_gib, to.size.value);
  }
  return "";
}

/// The present machine as a spec. What no cloud tells about a machine (keys, user data) is taken as wanted.
MachineSpec spec_of(const Machine& machine, const MachineSpec& wanted) {
  auto spec = wanted;
  spec.size = machine.size;
  spec.region = machine.region;
  spec.image = machine.image;
  return spec;
}

void diff_machine(Difference& d, const Machine& machine, MachineSpec to) {
  if (to.region.empty() || is_held_by_volumes(machine, to.region, d.actual)) to.region = machine.region;
  const auto touches = fingerprint_of(machine);
  if (auto reason = why_not_in_place(to, machine, d.prices); !reason.empty()) {
    d.add(ReplaceMachine{machine.slot, machine.id, spec_of(machine, to), to, std::move(reason)}, touches);
    return;
  }
  if (to.size != machine.size) d.add(ResizeMachine{machine.slot, machine.id, machine.size, to.size}, touches);
  if (auto tags = missing_tags(d.fleet, to, machine); !tags.empty()) {
    d.add(TagMachine{machine.slot, machine.id, std::move(tags)}, touches);
  }
}

}  // namespace

bool is_held_by_volumes(const Machine& machine, const Region& wanted, const ActualState& actual) {
  if (wanted.empty() || wanted == machine.region) return false;
  const auto at = actual.volumes.lower_bound(VolumeSlot{machine.slot, 0});
  return !machine.volumes.empty() || (at != actual.volumes.end() && at->first.machine == machine.slot);
}

void diff_machines(Difference& d) {
  // The image is not compared: it names what a machine was born from, and a newer one is no reason to
  // throw a running machine away.
  for (const auto& [slot, spec] : d.desired.machines) {
    const auto present = d.actual.machines.find(slot);
    if (present == d.actual.machines.end()) {
      d.add(CreateMachine{slot, spec}, Digest{});
    } else {
      diff_machine(d, present->second, spec);
    }
  }
  for (const auto& [slot, machine] : d.actual.machines) {
    if (d.desired.machines.contains(slot)) continue;
    d.going.insert(machine.id);
    d.add(DestroyMachine{slot, machine.id, machine.size, machine.region}, fingerprint_of(machine));
  }
}

}  // namespace muster
