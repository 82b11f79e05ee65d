#include "reconciler/core/decide/limit/merge.hpp"

#include <algorithm>
#include <tuple>

#include "reconciler/core/decide/limit/declared_volume.hpp"

namespace muster {
namespace {

bool is_more(const PoolView& view, const ResourceRef& part, const ResourceTarget& asked,
             const MergedTarget& wanted) {
  if (asked.gone != wanted.gone) return wanted.gone;
  if (std::holds_alternative<Slot>(part)) return view.ladder.less(wanted.size, asked.size);
  return asked.gib > wanted.gib;
}

/// The growth of another volume of the same machine by a rule on its disk; end: none.
PoolDelta::iterator same_disk(PoolDelta& pool_delta, const VolumeSlot& volume) {
  return std::find_if(pool_delta.begin(), pool_delta.end(), [&](const auto& entry) {
    const auto* other = std::get_if<VolumeSlot>(&entry.first);
    return other && other->machine == volume.machine && other->number != volume.number && !entry.second.gone;
  });
}

/// Adds the growth of a disk. One shortage gets one volume, so that of two rules on one machine the larger
/// capacity wins; of equal ones the volume with the lower number.
void merge_disk(PoolDelta& pool_delta, const ScalingAction& action, const ResourceTarget& part,
                const PoolView& view) {
  const auto growth = on_declared_volume(part, view);
  const auto& volume = std::get<VolumeSlot>(growth.part);
  MergedTarget wanted{.size = {}, .gib = growth.gib, .gone = false, .causes = {}};
  if (const auto other = same_disk(pool_delta, volume); other != pool_delta.end()) {
    const auto& theirs = std::get<VolumeSlot>(other->first);
    const int more = growth.gib - present_gib(view, volume);
    const int their_more = other->second.gib - present_gib(view, theirs);
    if (std::tuple(-their_more, theirs.number) < std::tuple(-more, volume.number)) {
      other->second.causes.push_back(cause_of(action, part));
      return;
    }
    wanted.causes = std::move(other->second.causes);
    pool_delta.erase(other);
  }
  auto& merged = pool_delta.try_emplace(growth.part, std::move(wanted)).first->second;
  merged.gib = std::max(merged.gib, growth.gib);
  merged.causes.push_back(cause_of(action, part));
}

void merge(PoolDelta& pool_delta, const ScalingAction& action, const PoolView& view) {
  for (const auto& part : action.parts) {
    if (!action.requirements.empty() && std::holds_alternative<Slot>(part.part)) continue;
    if (std::holds_alternative<VolumeSlot>(part.part)) {
      if (action.step) continue;
      if (!part.gone && action.requirements.empty()) {
        merge_disk(pool_delta, action, part, view);
        continue;
      }
    }
    const auto [at, is_new] = pool_delta.try_emplace(
        part.part, MergedTarget{.size = part.size, .gib = part.gib, .gone = part.gone, .causes = {}});
    auto& wanted = at->second;
    if (!is_new && is_more(view, part.part, part, wanted)) {
      wanted.size = part.size;
      wanted.gib = part.gib;
      wanted.gone = part.gone;
    }
    wanted.causes.push_back(cause_of(action, part));
  }
}

/// The monthly savings of an action, as a positive amount.
Money savings_of(const ScalingAction& action, const PoolView& view) {
  Money saved;
  for (const auto& part : action.parts) {
    saved += -delta_of(view, part.part,
                       MergedTarget{.size = part.size, .gib = part.gib, .gone = part.gone, .causes = {}});
  }
  return saved;
}

/// Whether the action needs machines or load balancers; disks do not count.
bool wants_machines(const ScalingAction& action) {
  return action.direction == Direction::up &&
         ((!action.requirements.empty() && !action.unanswered) ||
          std::any_of(action.parts.begin(), action.parts.end(), [](const ResourceTarget& part) {
            return !std::holds_alternative<VolumeSlot>(part.part);
          }));
}

/// Whether the disk of a machine that the action touches is about to grow.
bool touches_growing_disk(const ScalingAction& down, const std::vector<ScalingAction>& actions) {
  const auto fingerprint = [&](const Slot& slot) {
    return std::any_of(down.parts.begin(), down.parts.end(),
                       [&](const ResourceTarget& part) { return part.part == ResourceRef(slot); });
  };
  return std::any_of(actions.begin(), actions.end(), [&](const ScalingAction& action) {
    return action.direction == Direction::up &&
           std::any_of(action.parts.begin(), action.parts.end(), [&](const ResourceTarget& part) {
             const auto* volume = std::get_if<VolumeSlot>(&part.part);
             return volume && fingerprint(volume->machine);
           });
  });
}

}  // namespace

const ScalingAction* scale_down_in(const std::vector<ScalingAction>& actions, const PoolView& view) {
  if (std::any_of(actions.begin(), actions.end(), wants_machines)) return nullptr;
  const ScalingAction* gentlest = nullptr;
  for (const auto& action : actions) {
    if (action.direction != Direction::down || touches_growing_disk(action, actions)) continue;
    if (!gentlest || savings_of(action, view) < savings_of(*gentlest, view)) gentlest = &action;
  }
  const auto is_short = std::find_if(actions.begin(), actions.end(),
                                     [](const ScalingAction& a) { return !a.alternative.empty(); });
  if (is_short == actions.end()) return gentlest;
  return is_short->direction == Direction::down ? &*is_short : nullptr;
}

PoolDelta merge_actions(const std::vector<ScalingAction>& actions, const PoolView& view) {
  PoolDelta pool_delta;
  for (const auto& action : actions) {
    if (action.direction == Direction::up) merge(pool_delta, action, view);
  }
  if (const auto* down = scale_down_in(actions, view)) merge(pool_delta, *down, view);
  return pool_delta;
}

void add_growth(PoolDelta& pool_delta, const PoolGrowth& growth) {
  for (const auto& [part, wanted] : growth.delta) pool_delta.insert_or_assign(part, wanted);
}

}  // namespace muster
