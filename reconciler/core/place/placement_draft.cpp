#include "reconciler/core/place/placement_draft.hpp"

#include <algorithm>

namespace muster {
bool PlacementDraft::may_live(int kind, int region) const {
  const int shared = group_region[static_cast<std::size_t>(kind)];
  return (shared < 0 || shared == region) && rules_for(kind).region[static_cast<std::size_t>(region)];
}

bool PlacementDraft::is_welcome(const KindCount& agents, const FillingMachine& machine) const {
  const auto& [kind, count] = agents;
  const auto& own = rules_for(kind);
  if (!may_live(kind, machine.region) || !own.least_machine.fits_in(machine.capacity)) return false;
  if (own.most_on_machine > 0 && machine.kinds.of(kind) + count > own.most_on_machine) return false;
  const auto company = machine.kinds.entries();
  return std::none_of(company.begin(), company.end(),
                      [&](const auto& entry) { return own.apart[static_cast<std::size_t>(entry.first)]; });
}

bool PlacementDraft::is_welcome(const Bundle& bundle, const FillingMachine& machine) const {
  if (!is_welcome({bundle.kind, 1}, machine)) return false;
  // Agents beside others must be compatible with them and with each other.
  const auto bears = [&](const KindCount& one) {
    const auto& apart = rules_for(one.first).apart;
    if (apart[static_cast<std::size_t>(bundle.kind)] || !is_welcome(one, machine)) return false;
    return std::none_of(bundle.others.begin(), bundle.others.end(),
                        [&](const KindCount& other) { return apart[static_cast<std::size_t>(other.first)]; });
  };
  return std::all_of(bundle.others.begin(), bundle.others.end(), bears);
}

void PlacementDraft::put(int number, int host) {
  auto& what = bundle(number);
  auto& where = machine(host);
  what.host = host;
  where.free -= what.requests;
  where.kinds.add(what.kind, 1);
  for (const auto& [kind, count] : what.others) where.kinds.add(kind, count);
}

void PlacementDraft::take_off(int number) {
  auto& what = bundle(number);
  auto& where = machine(what.host);
  what.host = -1;
  where.free += what.requests;
  where.kinds.remove(what.kind, 1);
  for (const auto& [kind, count] : what.others) where.kinds.remove(kind, count);
}

void PlacementDraft::give_up(int number, const std::string& why) {
  unplaced.push_back({bundle(number).first, why});
  for (const int agent : bundle(number).followers) unplaced.push_back({agent, why});
}

PlacementDraft draft_of(const PlaceTask& task) {
  RegionNumbers regions(task);
  auto rules = rules_of(task, regions);
  std::vector<Unplaced> unplaced;
  auto bundles = bundle_agents(task, rules, unplaced);
  PlacementDraft draft{.task = task,
                       .regions = std::move(regions),
                       .rules = std::move(rules),
                       .bundles = std::move(bundles),
                       .machines = {},
                       .offer_region = {},
                       .group_region = {},
                       .unplaced = {},
                       .added = {}};
  draft.unplaced = std::move(unplaced);
  for (const auto& offer : task.offers) draft.offer_region.push_back(draft.regions.of(offer.region));
  draft.group_region.assign(task.kinds.size(), -1);
  for (const auto& machine : task.machines) {
    draft.machines.push_back({draft.regions.of(machine.region), machine.capacity, machine.capacity, -1, {}});
  }
  return draft;
}

}  // namespace muster
