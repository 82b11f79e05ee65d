#include "reconciler/core/history/made_elsewhere.hpp"

#include <algorithm>
#include <set>

#include "reconciler/core/history/recent_changes.hpp"

namespace muster {
namespace {

/// Returns the changes with an end, or an open end, in the journal.
std::set<ChangeId> told_in(const std::vector<JournalEntry>& entries, const FleetName& fleet) {
  std::set<ChangeId> reported;
  for (const auto& entry : entries) {
    const auto* ended = std::get_if<ChangeFinished>(&entry.body);
    if (ended && entry.fleet == fleet && (ended->outcome == "done" || ended->outcome == "unknown"))
      reported.insert(ended->change);
  }
  return reported;
}

RecentChange made(const Slot& slot, RecentChange::Kind kind, Instant at, const Price& price) {
  RecentChange change;
  change.pool = slot.pool;
  if (slot.number > 0) change.slot = slot;
  change.kind = kind;
  change.direction = Direction::up;
  change.decided_at = at;
  change.finished_at = at;
  change.delta_month = price.monthly;
  return change;
}

}  // namespace

std::vector<RecentChange> made_elsewhere(const std::vector<JournalEntry>& entries, const ActualState& actual,
                                         const PriceList& prices, Instant since) {
  const auto reported = told_in(entries, actual.fleet);
  // An adopted object has no change tag: a person adopted it.
  const auto is_news = [&](const auto& object) {
    return !object.made_by.empty() && object.created_at >= since && !reported.contains(object.made_by);
  };
  std::vector<RecentChange> found;
  const auto add = [&](const Machine& machine) {
    if (is_news(machine))
      found.push_back(made(machine.slot, RecentChange::Kind::create_machine, machine.created_at,
                           prices.of_size(machine.size)));
  };
  for (const auto& [slot, machine] : actual.machines) add(machine);
  for (const auto& machine : actual.strays) add(machine);
  for (const auto& [slot, volume] : actual.volumes) {
    if (is_news(volume))
      found.push_back(made(slot.machine, RecentChange::Kind::add_volume, volume.created_at,
                           prices.of_volume(volume.size_gib)));
  }
  return found;
}

std::vector<RecentChange> lately_changed(const std::vector<JournalEntry>& entries, const ActualState& actual,
                                         const PriceList& prices, Instant since) {
  auto recent = recent_changes(entries, actual.fleet, since);
  const auto others = made_elsewhere(entries, actual, prices, since);
  recent.insert(recent.end(), others.begin(), others.end());
  std::stable_sort(recent.begin(), recent.end(), [](const RecentChange& a, const RecentChange& b) {
    return a.finished_at < b.finished_at;
  });
  return recent;
}

}  // namespace muster
