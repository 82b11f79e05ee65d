#include "reconciler/core/plan/diff/diff_volumes.hpp"

#include <algorithm>

namespace muster {
namespace {

/// The present machine of the volume's slot; nullptr if there is none yet.
const Machine* machine_of(const Difference& d, const VolumeSlot& slot) {
  const auto found = d.actual.machines.find(slot.machine);
  return found == d.actual.machines.end() ? nullptr : &found->second;
}

/// The present or planned region of the volume's machine; empty if unknown.
Region region_of_machine(const Difference& d, const VolumeSlot& slot) {
  if (const auto* machine = machine_of(d, slot)) return machine->region;
  const auto wanted = d.desired.machines.find(slot.machine);
  return wanted == d.desired.machines.end() ? Region{} : wanted->second.region;
}

/// Attached to a machine outside of the fleet: a person did this and uses it, so only that person returns it.
bool is_borrowed(const Difference& d, const Volume& volume) {
  return volume.attached_to && !is_of_fleet(*volume.attached_to, d.actual);
}

void diff_present(Difference& d, const Volume& volume, const VolumeSpec& to) {
  if (to.size_gib > volume.size_gib) {
    d.add(
        GrowVolume{.slot = volume.slot, .id = volume.id, .from_gib = volume.size_gib, .to_gib = to.size_gib},
        fingerprint_of(volume));
  }
  if (is_borrowed(d, volume)) return;
  const auto* machine = machine_of(d, volume.slot);
  const bool machine_is_wanted = d.desired.machines.contains(volume.slot.machine);
  if (machine_is_wanted && machine != nullptr && volume.attached_to == machine->id) return;
  if (volume.attached_to)
    d.add(DetachVolume{volume.slot, volume.id, *volume.attached_to}, fingerprint_of(volume));
  // A volume cannot leave its region; make_plan warns of one that its machine cannot have.
  if (!machine_is_wanted || volume.region != region_of_machine(d, volume.slot)) return;
  d.add(AttachVolume{volume.slot, volume.id}, fingerprint_of(volume));
}

void diff_unwanted(Difference& d, const Volume& volume) {
  if (is_borrowed(d, volume)) return;
  const bool pool_is_gone = !d.declared.contains(volume.slot.machine.pool);
  const bool machine_goes = volume.attached_to && d.leaving.contains(*volume.attached_to);
  if (machine_goes || (pool_is_gone && volume.attached_to)) {
    d.add(DetachVolume{volume.slot, volume.id, *volume.attached_to}, fingerprint_of(volume));
  }
  const auto discarded = d.desired.discarded.find(volume.slot);
  const bool goes = !volume.attached_to && discarded != d.desired.discarded.end();
  if (!pool_is_gone && !goes) return;
  const bool snapshot = goes && discarded->second.snapshot;
  d.add(
      DestroyVolume{.slot = volume.slot, .id = volume.id, .size_gib = volume.size_gib, .snapshot = snapshot},
      fingerprint_of(volume));
}

}  // namespace

bool is_of_fleet(const MachineId& machine, const ActualState& actual) {
  const auto is_it = [&](const Machine& other) { return other.id == machine; };
  return std::any_of(actual.machines.begin(), actual.machines.end(),
                     [&](const auto& entry) { return is_it(entry.second); }) ||
         std::any_of(actual.strays.begin(), actual.strays.end(), is_it);
}

void diff_volumes(Difference& d) {
  for (const auto& [slot, spec] : d.desired.volumes) {
    const auto present = d.actual.volumes.find(slot);
    if (present != d.actual.volumes.end()) {
      diff_present(d, present->second, spec);
      continue;
    }
    d.add(CreateVolume{slot, spec}, Digest{});
    d.add(AttachVolume{slot, std::nullopt}, Digest{});
  }
  for (const auto& [slot, volume] : d.actual.volumes) {
    if (!d.desired.volumes.contains(slot)) diff_unwanted(d, volume);
  }
}

}  // namespace muster
