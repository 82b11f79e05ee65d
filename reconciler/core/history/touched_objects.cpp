#include "reconciler/core/history/touched_objects.hpp"

#include <map>
#include <set>

#include "reconciler/core/plan/diff/drift_actions.hpp"

namespace muster {

ObjectNames touched_objects(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                            const PlanReader& read_plan) {
  std::map<PlanId, const ApplyStarted*> plans;
  std::map<PlanId, std::set<ChangeId>> begun;
  for (const auto& entry : entries) {
    if (entry.fleet != fleet) continue;
    const auto* started = std::get_if<ApplyStarted>(&entry.body);
    if (started && !started->plan_json.empty()) plans[started->plan] = started;
    if (const auto* step = std::get_if<StepStarted>(&entry.body)) begun[step->plan].insert(step->change);
  }
  ObjectNames names;
  for (const auto& [id, changes] : begun) {
    const auto started = plans.find(id);
    if (started == plans.end()) continue;
    const auto plan = read_plan(started->second->plan_json);
    if (!plan) continue;
    std::vector<const Change*> touched;
    for (const auto& change : plan->changes) {
      if (changes.contains(change.id)) touched.push_back(&change);
    }
    names.merge(names_of(touched));
  }
  return names;
}

}  // namespace muster
