#include "reconciler/core/plan/below_minimum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace muster {
namespace {

/// The slots of the pool with a machine, or with one that this plan or a running apply makes. A machine of
/// unknown state is no capacity.
std::set<Slot> held_slots(const DecisionInputs& s, const PoolName& pool, const std::vector<Change>& changes) {
  std::set<Slot> held;
  const auto add = [&](const Slot& slot) {
    if (slot.pool == pool && slot.number > 0) held.insert(slot);
  };
  for (const auto& [slot, machine] : s.actual.machines) {
    if (machine.status != MachineStatus::unknown) add(slot);
  }
  if (s.in_flight) {
    for (const auto& [slot, target] : *s.in_flight) {
      if (target.size) add(slot);
    }
  }
  for (const auto& change : changes) {
    if (const auto* create = std::get_if<CreateMachine>(&change.effect)) add(create->slot);
    if (const auto* adopt = std::get_if<AdoptMachine>(&change.effect)) add(adopt->slot);
  }
  return held;
}

/// The change that the cloud refused and that keeps machines of the pool away.
const Change* refused_for(const PoolName& pool, const PossibleChanges& possible) {
  for (const auto& change : possible.refused) {
    const auto* create = std::get_if<CreateMachine>(&change.effect);
    if (create && create->slot.pool == pool) return &change;
    if (std::holds_alternative<CreateNetwork>(change.effect)) return &change;
  }
  return nullptr;
}

std::string why(const PoolName& pool, const std::vector<Decision>& decisions,
                const PossibleChanges& possible) {
  if (const auto* refused = refused_for(pool, possible))
    return fmt::format("the cloud refused {}", refused->address);
  const auto decision =
      std::find_if(decisions.begin(), decisions.end(), [&](const Decision& one) { return one.pool == pool; });
  if (decision != decisions.end() && !decision->clamps.empty())
    return fmt::format("{} ({})", decision->clamps.back().message, to_string(decision->clamps.back().kind));
  return "the warnings and notes give the reason";
}

}  // namespace

std::vector<PoolBelowMinimum> pools_below_minimum(const DecisionInputs& s,
                                                  const std::vector<Decision>& decisions,
                                                  const PossibleChanges& possible,
                                                  const std::vector<Change>& changes) {
  std::vector<PoolBelowMinimum> below;
  // A machine that is missing from a truncated listing may exist: nothing can be counted.
  if (!s.actual.complete()) return below;
  for (const auto& pool : s.fleet.pools) {
    const auto held = static_cast<int>(held_slots(s, pool.name, changes).size());
    if (held >= pool.min) continue;
    below.push_back(
        {pool.name, fmt::format("pool {} is below its minimum: {} of at least {} machines exist; {}",
                                pool.name.value, held, pool.min, why(pool.name, decisions, possible))});
  }
  return below;
}

}  // namespace muster
