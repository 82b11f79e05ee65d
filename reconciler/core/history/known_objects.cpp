#include "reconciler/core/history/known_objects.hpp"

#include <map>
#include <tuple>

namespace muster {
namespace {

/// Records the object of one call of a change: `kind` is the call's kind, `id` the created object, "" if
/// none.
struct NoteCall {
  KnownObjects& known;
  const std::string& kind;
  const std::string& id;

  bool made(const char* what) const { return kind == what && !id.empty(); }

  void operator()(const CreateMachine& e) const { machine(e.slot); }
  void operator()(const ReplaceMachine& e) const {
    machine(e.slot);
    if (kind == "destroy_machine") known.machines.erase(e.old_id);
  }
  void machine(const Slot& slot) const {
    if (made("create_machine")) known.machines[MachineId(id)] = slot;
  }
  void operator()(const CreateVolume& e) const {
    if (made("create_volume")) known.volumes[VolumeId(id)] = e.slot;
  }
  void operator()(const CreateBalancer& e) const {
    if (made("create_balancer")) known.balancers[LoadBalancerId(id)] = e.slot;
  }
  void operator()(const CreateFirewall& e) const {
    if (made("create_firewall")) known.firewalls[FirewallId(id)] = e.pool;
  }
  void operator()(const CreateNetwork& e) const {
    if (made("create_network")) known.networks[NetworkId(id)] = e.spec.name;
  }
  // During its destruction an object may or may not be listed.
  void operator()(const DestroyMachine& e) const {
    if (kind == "destroy_machine") known.machines.erase(e.id);
  }
  void operator()(const DestroyVolume& e) const {
    if (kind == "destroy_volume") known.volumes.erase(e.id);
  }
  void operator()(const DestroyBalancer& e) const { known.balancers.erase(e.id); }
  void operator()(const DestroyFirewall& e) const { known.firewalls.erase(e.id); }
  // Its tags are removed one after the other: from the first call on it no longer belongs to the fleet.
  void operator()(const ReleaseMachine& e) const { known.machines.erase(e.id); }
  void operator()(const ReleaseVolume& e) const { known.volumes.erase(e.id); }
  template <class Other>
  void operator()(const Other&) const {}
};

/// The effects of the started plans, by plan and change.
using Effects = std::map<std::pair<PlanId, ChangeId>, Effect>;

void add_effects(const ApplyStarted& started, const PlanReader& read_plan, Effects& into) {
  const auto plan = read_plan(started.plan_json);
  if (!plan) return;
  for (const auto& change : plan->changes) into.insert_or_assign({started.plan, change.id}, change.effect);
}

}  // namespace

void add_journalled(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                    const PlanReader& read_plan, KnownObjects& known) {
  Effects effects;
  std::map<std::tuple<PlanId, ChangeId, int>, std::string> kinds;
  const auto note = [&](const PlanId& plan, const ChangeId& change, const std::string& kind,
                        const std::string& id) {
    const auto effect = effects.find({plan, change});
    if (effect != effects.end()) std::visit(NoteCall{known, kind, id}, effect->second);
  };
  for (const auto& entry : entries) {
    if (entry.fleet != fleet) continue;
    if (const auto* apply = std::get_if<ApplyStarted>(&entry.body)) add_effects(*apply, read_plan, effects);
    if (const auto* step = std::get_if<StepStarted>(&entry.body)) {
      kinds[{step->plan, step->change, step->step}] = step->kind;
      note(step->plan, step->change, step->kind, "");
    }
    if (const auto* step = std::get_if<StepFinished>(&entry.body)) {
      const auto kind = kinds.find({step->plan, step->change, step->step});
      if (kind != kinds.end()) note(step->plan, step->change, kind->second, step->object_id);
    }
  }
}

}  // namespace muster
