#include "reconciler/core/decide/learn.hpp"

#include <algorithm>

#include "reconciler/core/decide/load/pool_load.hpp"
#include "reconciler/core/decide/strategy/update_headroom.hpp"
#include "reconciler/core/forecast/outlook.hpp"

namespace muster {
namespace {

/// A longer boot time is not real: the change was finished late.
constexpr Duration kLongestBoot = 1h;

void learn_load(LearnedState& known, const Forecast& rule, const PoolView& view) {
  const auto reach =
      std::min(view.now - known.learnt_until, forecast::kBin * std::int64_t{forecast::kKeptBins});
  auto& memory = known.loads[{view.pool.name, rule.metric}];
  memory.sure_percent = rule.sure_percent;
  const auto load = load_of(view, rule.metric, reach);
  for (const auto& sample : load.series) {
    if (sample.quality != Quality::ok || sample.at <= known.learnt_until) continue;
    forecast::take(memory, sample.at, sample.value.in_milli() * load.capacity);
  }
}

void learn_boots(LearnedState& known, const DecisionInputs& seen, Instant now) {
  auto newest = known.boots_until;
  for (const auto& change : seen.recent) {
    if (change.kind != RecentChange::Kind::create_machine || !change.slot) continue;
    if (change.finished_at <= known.boots_until || change.finished_at > now) continue;
    newest = std::max(newest, change.finished_at);
    const auto machine = seen.actual.machines.find(*change.slot);
    if (machine == seen.actual.machines.end()) continue;
    const auto took = change.finished_at - machine->second.created_at;
    if (took < Duration(0) || took > kLongestBoot) continue;
    known.boots[{machine->second.size, machine->second.region}].note(took);
  }
  known.boots_until = newest;
}

void learn_volumes(LearnedState& known, const ActualState& actual, Instant now) {
  if (!actual.complete()) return;
  std::map<VolumeId, Instant> unused;
  for (const auto& [slot, volume] : actual.volumes) {
    if (volume.attached_to || actual.machines.count(slot.machine) > 0) continue;
    const auto before = known.unused_since.find(volume.id);
    unused[volume.id] = before == known.unused_since.end() ? now : before->second;
  }
  known.unused_since = std::move(unused);
}

}  // namespace

bool uses_learned_state(const std::vector<Policy>& policies) {
  return std::any_of(policies.begin(), policies.end(), [](const Policy& policy) {
    const auto* target = std::get_if<Target>(&policy.rule);
    const bool learns = std::holds_alternative<Forecast>(policy.rule) ||
                        std::holds_alternative<Unused>(policy.rule) ||
                        (target && is_learned(target->headroom));
    return learns && !policy.suspended;
  });
}

LearnedState learn(LearnedState known, const DecisionInputs& seen, Instant now) {
  for (const auto& pool : seen.fleet.pools) {
    std::optional<PoolView> view;
    for (const auto& policy : seen.policies) {
      const auto* rule = std::get_if<Forecast>(&policy.rule);
      const auto* target = std::get_if<Target>(&policy.rule);
      if ((!rule && !target) || policy.suspended || !selects(policy, pool.name)) continue;
      if (!view) view.emplace(view_of(seen, pool, now));
      if (rule) learn_load(known, *rule, *view);
      if (target) update_headrooms(known, *target, *view);
    }
  }
  learn_boots(known, seen, now);
  learn_volumes(known, seen.actual, now);
  known.learnt_until = std::max(known.learnt_until, now);
  return known;
}

}  // namespace muster
