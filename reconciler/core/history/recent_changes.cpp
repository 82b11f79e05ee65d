#include "reconciler/core/history/recent_changes.hpp"

#include <algorithm>
#include <map>

namespace muster {
namespace {

struct Remember {
  RecentChange& memory;
  const Change& change;
  using Kind = RecentChange::Kind;

  void about(const Slot& slot, Kind kind, Direction direction) const {
    memory.pool = slot.pool;
    memory.slot = slot;
    memory.kind = kind;
    memory.direction = direction;
  }
  void about(const PoolName& pool) const { memory.pool = pool; }
  Direction by_cost() const {
    return change.cost_after.monthly < change.cost_before.monthly ? Direction::down : Direction::up;
  }

  void operator()(const CreateMachine& e) const { about(e.slot, Kind::create_machine, Direction::up); }
  void operator()(const ResizeMachine& e) const { about(e.slot, Kind::resize_machine, by_cost()); }
  // For load readings, a replacement is a machine of another size.
  void operator()(const ReplaceMachine& e) const { about(e.slot, Kind::resize_machine, by_cost()); }
  void operator()(const DestroyMachine& e) const { about(e.slot, Kind::destroy_machine, Direction::down); }
  void operator()(const TagMachine& e) const { about(e.slot, Kind::other, Direction::hold); }
  void operator()(const StartMachine& e) const { about(e.slot, Kind::other, Direction::hold); }
  // For load readings, they are created and removed machines.
  void operator()(const AdoptMachine& e) const { about(e.slot, Kind::create_machine, Direction::up); }
  void operator()(const ReleaseMachine& e) const { about(e.slot, Kind::destroy_machine, Direction::down); }
  void operator()(const AdoptVolume& e) const { about(e.slot.machine, Kind::add_volume, Direction::up); }
  void operator()(const ReleaseVolume& e) const { about(e.slot.machine, Kind::other, Direction::down); }
  void operator()(const CreateVolume& e) const { about(e.slot.machine, Kind::add_volume, Direction::up); }
  void operator()(const GrowVolume& e) const { about(e.slot.machine, Kind::grow_volume, Direction::up); }
  void operator()(const AttachVolume& e) const { about(e.slot.machine, Kind::other, Direction::hold); }
  void operator()(const DetachVolume& e) const { about(e.slot.machine, Kind::other, Direction::hold); }
  void operator()(const DestroyVolume& e) const { about(e.slot.machine, Kind::other, Direction::down); }
  void operator()(const CreateBalancer& e) const { about(e.slot.pool); }
  void operator()(const UpdateBalancer& e) const { about(e.slot.pool); }
  void operator()(const DestroyBalancer& e) const { about(e.slot.pool); }
  void operator()(const JoinBalancer& e) const { about(e.balancer.pool); }
  void operator()(const LeaveBalancer& e) const { about(e.balancer.pool); }
  void operator()(const CreateFirewall& e) const { about(e.pool); }
  void operator()(const UpdateFirewall& e) const { about(e.pool); }
  void operator()(const DestroyFirewall& e) const { about(e.pool); }
  void operator()(const CreateNetwork&) const {}
};

}  // namespace

RecentChange remember(const Change& change, Instant decided_at, Instant finished_at) {
  RecentChange memory;
  memory.direction = Direction::hold;
  memory.decided_at = decided_at;
  memory.finished_at = finished_at;
  memory.delta_month = change.cost_after.monthly - change.cost_before.monthly;
  std::visit(Remember{memory, change}, change.effect);
  return memory;
}

std::vector<RecentChange> recent_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                         Instant since) {
  std::vector<RecentChange> recent;
  std::map<std::pair<PlanId, ChangeId>, RecentChange> open;
  for (const auto& entry : entries) {
    const auto* ended = std::get_if<ChangeFinished>(&entry.body);
    if (!ended || entry.fleet != fleet) continue;
    // A later entry has the real end, after the object could be read.
    open.erase({ended->plan, ended->change});
    if (ended->outcome == "unknown") open.emplace(std::pair(ended->plan, ended->change), ended->memory);
    if (ended->outcome == "done" && entry.at >= since) recent.push_back(ended->memory);
  }
  for (auto& [key, memory] : open) {
    if (memory.finished_at >= since) recent.push_back(std::move(memory));
  }
  std::stable_sort(recent.begin(), recent.end(), [](const RecentChange& a, const RecentChange& b) {
    return a.finished_at < b.finished_at;
  });
  return recent;
}

}  // namespace muster
