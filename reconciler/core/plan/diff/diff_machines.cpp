#include "reconciler/core/plan/diff/diff_machines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

bool same_tag(const std::string& a, const std::string& b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [&](char x, char y) { return x == y || lower(x) == lower(y); });
}

/// Tags that the machine should have and lacks; clouds compare them without case.
std::vector<std::string> missing_tags(const Fleet& fleet, const MachineSpec& spec, const Machine& machine) {
  std::vector<std::string> missing;
  const auto want = [&](const std::string& tag) {
    const auto& tags = machine.tags;
    if (std::any_of(tags.begin(), tags.end(), [&](const auto& has) { return same_tag(has, tag); })) return;
    missing.push_back(tag);
  };
  want(fleet_tag(fleet.name));
  want(pool_tag(fleet.name, machine.slot.pool));
  want(slot_tag(machine.slot));
  for (const auto& tag : spec.tags) want(tag);
  std::sort(missing.begin(), missing.end());
  return missing;
}

/// Returns why the machine cannot be changed in place; empty if it can.
std::string why_not_in_place(const SizeName& size, const Region& region, const Machine& machine,
                             const PriceList& prices) {
  if (region != machine.region) {
    return fmt::format("a machine cannot move from {} to {}", machine.region.value, region.value);
  }
  if (size == machine.size) return "";
  const auto* offer = prices.find(size);
  if (offer != nullptr && !offer->fits_disk(machine.disk_gib)) {
    return fmt::format("its disk of {} GiB does not fit the {} GiB of {}, and disks do not shrink",
                       machine.disk_gib, offer->disk_gib, size.value);
  }
  return "";
}

/// The present machine as a spec. Properties that no cloud reports (keys, user data) count as wanted.
MachineSpec spec_of(const Machine& machine, const MachineSpec& wanted) {
  auto spec = wanted;
  spec.size = machine.size;
  spec.region = machine.region;
  spec.image = machine.image;
  return spec;
}

void diff_machine(Difference& d, const Machine& machine, const MachineSpec& wanted) {
  const bool stays = wanted.region.empty() || is_held_by_volumes(machine, wanted.region, d.actual);
  const auto& region = stays ? machine.region : wanted.region;
  if (auto reason = why_not_in_place(wanted.size, region, machine, d.prices); !reason.empty()) {
    auto to = wanted;
    to.region = region;
    d.add(ReplaceMachine{.slot = machine.slot,
                         .old_id = machine.id,
                         .from = spec_of(machine, to),
                         .to = to,
                         .reason = std::move(reason)},
          fingerprint_of(machine));
    return;
  }
  if (wanted.size != machine.size) {
    d.add(ResizeMachine{.slot = machine.slot, .id = machine.id, .from = machine.size, .to = wanted.size},
          fingerprint_of(machine));
  } else if (machine.status == MachineStatus::off && !machine.busy) {
    d.add(StartMachine{machine.slot, machine.id}, fingerprint_of(machine));
  }
  if (auto tags = missing_tags(d.fleet, wanted, machine); !tags.empty()) {
    d.add(TagMachine{machine.slot, machine.id, std::move(tags)}, fingerprint_of(machine));
  }
}

}  // namespace

bool is_held_by_volumes(const Machine& machine, const Region& wanted, const ActualState& actual) {
  if (wanted.empty() || wanted == machine.region) return false;
  const auto at = actual.volumes.lower_bound(VolumeSlot{machine.slot, 0});
  return !machine.volumes.empty() || (at != actual.volumes.end() && at->first.machine == machine.slot);
}

void diff_machines(Difference& d) {
  // The image is not compared: it is the origin of a machine, and a newer one is no reason to replace a
  // running machine.
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
    d.leaving.insert(machine.id);
    d.add(DestroyMachine{.slot = slot, .id = machine.id, .size = machine.size, .region = machine.region},
          fingerprint_of(machine));
  }
}

}  // namespace muster
