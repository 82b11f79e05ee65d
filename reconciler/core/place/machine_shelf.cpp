#include "reconciler/core/place/machine_shelf.hpp"

#include <algorithm>

namespace muster {
MachineShelf::MachineShelf(PlacementDraft& draft, int kind, const std::vector<int>& regions,
                           const Resources& least)
    : draft_(draft), kind_(kind), spread_(draft.rules_for(kind).spread), least_(least), rooms_({}) {
  std::vector<bool> wanted(static_cast<std::size_t>(draft.regions.size()));
  for (const int region : regions) wanted[static_cast<std::size_t>(region)] = true;
  const Bundle one(-1, {kind, least, std::nullopt});
  std::vector<Resources> rooms;
  for (std::size_t i = 0; i < draft.machines.size(); ++i) {
    const auto& machine = draft.machines[i];
    if (!wanted[static_cast<std::size_t>(machine.region)] || !least.fits_in(machine.free)) continue;
    if (!draft.is_welcome(one, machine)) continue;
    machines_.push_back(static_cast<int>(i));
    rooms.push_back(machine.free);
    if (spread_) {
      counts_.push_back(machine.kinds.of(kind));
      emptiest_.emplace(counts_.back(), static_cast<int>(machines_.size()) - 1);
    }
  }
  rooms_ = RoomIndex(rooms);
}

int MachineShelf::place_of(int machine) const {
  return static_cast<int>(std::lower_bound(machines_.begin(), machines_.end(), machine) - machines_.begin());
}

int MachineShelf::find(const Bundle& bundle) {
  if (spread_) return find_emptiest(bundle);
  for (int place = rooms_.first_with(bundle.requests); place >= 0;
       place = rooms_.first_with(bundle.requests, place + 1)) {
    const int machine = machines_[static_cast<std::size_t>(place)];
    if (bundle.followers.empty() || draft_.takes(draft_.machine(machine), bundle)) return machine;
  }
  return -1;
}

int MachineShelf::find_emptiest(const Bundle& bundle) {
  // No machine has room: this check is fast, so that full machines are not searched repeatedly.
  if (rooms_.first_with(bundle.requests) < 0) return -1;
  for (const auto& [count, place] : emptiest_) {
    const int machine = machines_[static_cast<std::size_t>(place)];
    if (draft_.takes(draft_.machine(machine), bundle)) return machine;
  }
  return -1;
}

void MachineShelf::filled(int number) {
  const int place = place_of(number);
  const auto& machine = draft_.machine(number);
  const int most = draft_.rules_for(kind_).most_on_machine;
  const int count = machine.kinds.of(kind_);
  const bool closed = !least_.fits_in(machine.free) || (most > 0 && count >= most);
  if (closed) {
    rooms_.close(place);
  } else {
    rooms_.set(place, machine.free);
  }
  if (!spread_) return;
  auto& known = counts_[static_cast<std::size_t>(place)];
  emptiest_.erase({known, place});
  known = count;
  if (!closed) emptiest_.emplace(known, place);
}

void MachineShelf::add(int machine) {
  machines_.push_back(machine);
  rooms_.add(draft_.machine(machine).free);
  if (!spread_) return;
  counts_.push_back(0);
  emptiest_.emplace(0, static_cast<int>(machines_.size()) - 1);
}

}  // namespace muster
