#include "reconciler/core/plan/possible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace muster {
namespace {

NotMade not_made_by(const std::vector<Change>& refused) {
  NotMade none;
  for (const auto& change : refused) {
    if (const auto* machine = std::get_if<CreateMachine>(&change.effect)) {
      none.machines.insert(machine->slot);
      none.pools.insert(machine->slot.pool);
    }
    if (const auto* volume = std::get_if<CreateVolume>(&change.effect)) none.volumes.insert(volume->slot);
    if (const auto* balancer = std::get_if<CreateBalancer>(&change.effect))
      none.balancers.insert(balancer->slot);
    none.network = none.network || std::holds_alternative<CreateNetwork>(change.effect);
  }
  return none;
}

/// An object that exists already stays desired: only what would have to be made is left out.
void leave_out(NotMade none, const ActualState& actual, DesiredState& desired) {
  if (none.network) desired.network.reset();
  std::erase_if(desired.machines, [&](const auto& entry) {
    const auto& [slot, spec] = entry;
    const bool homeless = none.network && !spec.network.empty();
    if (actual.machines.contains(slot) || !(homeless || none.machines.contains(slot))) return false;
    none.machines.insert(slot);
    return true;
  });
  std::erase_if(desired.volumes, [&](const auto& entry) {
    const auto& slot = entry.first;
    const bool is_made = actual.volumes.contains(slot);
    return !is_made && (none.volumes.contains(slot) || none.machines.contains(slot.machine));
  });
  std::erase_if(desired.balancers, [&](const auto& entry) {
    const auto& [slot, spec] = entry;
    const bool homeless = none.network && !spec.network.empty();
    return !actual.balancers.contains(slot) &&
           (homeless || none.balancers.contains(slot) || none.pools.contains(slot.pool));
  });
}

std::string describe(const Change& change, const RefusedChange& refusal) {
  return fmt::format(
      "muster does not try {} again: at {} the cloud refused it ({}). It tries again after a change of the "
      "declared files",
      change.address, format_instant(refusal.at), refusal.why);
}

/// The machine that a change gives traffic to, or that it fills.
const Slot* served_by(const Change& change) {
  const auto* join = std::get_if<JoinBalancer>(&change.effect);
  return join ? &join->machine : nullptr;
}

/// Whether the change is about the volumes of a machine that is not made.
bool is_about(const NotMade& none, const Change& change) {
  const auto* attach = std::get_if<AttachVolume>(&change.effect);
  return attach && none.machines.contains(attach->slot.machine);
}

}  // namespace

PossibleChanges possible_changes(const DecisionInputs& s, const DesiredState& desired,
                                 const std::vector<Change>& wanted) {
  PossibleChanges possible{.desired = desired, .refused = {}, .not_made = {}, .warnings = {}};
  for (const auto& one : s.refused) {
    const auto found = std::find_if(wanted.begin(), wanted.end(),
                                    [&](const Change& change) { return change.id == one.change; });
    if (found == wanted.end()) continue;
    possible.warnings.push_back(describe(*found, one));
    possible.refused.push_back(*found);
  }
  possible.not_made = not_made_by(possible.refused);
  leave_out(possible.not_made, s.actual, possible.desired);
  return possible;
}

void leave_refused_out(const PossibleChanges& possible, std::vector<Change>& changes) {
  const auto& none = possible.not_made;
  const auto lacks_its_volume = [&](const Slot& machine) {
    return std::any_of(none.volumes.begin(), none.volumes.end(),
                       [&](const VolumeSlot& slot) { return slot.machine == machine; });
  };
  std::erase_if(changes, [&](const Change& change) {
    const bool refused = std::any_of(possible.refused.begin(), possible.refused.end(),
                                     [&](const Change& one) { return one.id == change.id; });
    const auto* machine = served_by(change);
    return refused || is_about(none, change) || (machine && lacks_its_volume(*machine));
  });
}

}  // namespace muster
