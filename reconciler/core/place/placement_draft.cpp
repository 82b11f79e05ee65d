#include "reconciler/core/place/placement_draft.hpp"

#include <algorithm>

namespace muster {
namespace {

int count_of(const std::vector<std::pair<int, int>>& kinds, int kind) {
  const auto at = std::lower_bound(kinds.begin(), kinds.end(), std::pair(kind, 0));
  return at != kinds.end() && at->first == kind ? at->second : 0;
}

}  // namespace

bool PlacementDraft::may_live(int kind, int region) const {
  const int shared = group_region[static_cast<std::size_t>(kind)];
  return (shared < 0 || shared == region) && rules_for(kind).region[static_cast<std::size_t>(region)];
}

bool PlacementDraft::may_live(const Bundle& bundle, int region) const {
  return std::all_of(bundle.kinds.begin(), bundle.kinds.end(),
                     [&](const auto& entry) { return may_live(entry.first, region); });
}

bool PlacementDraft::is_welcome(const Bundle& bundle, const FillingMachine& machine) const {
  for (const auto& [kind, count] : bundle.kinds) {
    const auto& own = rules_for(kind);
    if (!may_live(kind, machine.region) || !own.least_machine.fits_in(machine.capacity)) return false;
    if (own.most_on_machine > 0 && count_of(machine.kinds, kind) + count > own.most_on_machine) return false;
    const auto is_apart = [&](const auto& entry) { return own.apart[static_cast<std::size_t>(entry.first)]; };
    if (std::any_of(machine.kinds.begin(), machine.kinds.end(), is_apart)) return false;
    if (std::any_of(bundle.kinds.begin(), bundle.kinds.end(), is_apart)) return false;
  }
  return true;
}

void PlacementDraft::put(int number, int host) {
  auto& what = bundle(number);
  auto& where = machine(host);
  what.host = host;
  where.free -= what.requests;
  for (const auto& [kind, count] : what.kinds) {
    const auto at = std::lower_bound(where.kinds.begin(), where.kinds.end(), std::pair(kind, 0));
    if (at != where.kinds.end() && at->first == kind) {
      at->second += count;
    } else {
      where.kinds.insert(at, {kind, count});
    }
  }
}

void PlacementDraft::take_off(int number) {
  auto& what = bundle(number);
  auto& where = machine(what.host);
  what.host = -1;
  where.free += what.requests;
  for (const auto& [kind, count] : what.kinds) {
    const auto at = std::lower_bound(where.kinds.begin(), where.kinds.end(), std::pair(kind, 0));
    at->second -= count;
    if (at->second == 0) where.kinds.erase(at);
  }
}

void PlacementDraft::give_up(int number, const std::string& why) {
  for (const int agent : bundle(number).agents) unplaced.push_back({agent, why});
}

PlacementDraft draft_of(const PlaceTask& task) {
  RegionNumbers regions(task);
  auto rules = rules_of(task, regions);
  std::vector<Unplaced> unplaced;
  auto bundles = bundle_agents(task, rules, unplaced);
  PlacementDraft draft{task, std::move(regions), std::move(rules), std::move(bundles), {}, {}, {}, {}, {}};
  draft.unplaced = std::move(unplaced);
  for (const auto& offer : task.offers) draft.offer_region.push_back(draft.regions.of(offer.region));
  draft.group_region.assign(task.kinds.size(), -1);
  for (const auto& machine : task.machines) {
    draft.machines.push_back({draft.regions.of(machine.region), machine.capacity, machine.capacity, {}, -1});
  }
  return draft;
}

}  // namespace muster
