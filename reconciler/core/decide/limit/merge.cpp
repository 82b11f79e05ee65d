#include "reconciler/core/decide/limit/merge.hpp"

#include <algorithm>

namespace muster {
namespace {

bool is_more(const PoolView& view, const ShapePart& part, const Part& asked, const Wanted& wanted) {
  if (asked.gone != wanted.gone) return wanted.gone;
  if (std::holds_alternative<Slot>(part)) return view.ladder.less(wanted.size, asked.size);
  return asked.gib > wanted.gib;
}

/// The growth of another volume of the same machine that a rule on its disk asked for already; nullptr: none.
/// One need gets one volume.
std::map<ShapePart, Wanted>::value_type* same_disk(PoolDelta& draft, const ShapePart& part) {
  const auto* volume = std::get_if<VolumeSlot>(&part);
  if (!volume) return nullptr;
  for (auto& entry : draft) {
    const auto* other = std::get_if<VolumeSlot>(&entry.first);
    if (other && other->machine == volume->machine && entry.first != part && !entry.second.gone)
      return &entry;
  }
  return nullptr;
}

void merge(PoolDelta& draft, const ScalingAction& ask, const PoolView& view) {
  for (const auto& part : ask.parts) {
    if (!ask.requirements.empty() && std::holds_alternative<Slot>(part.part)) continue;
    if (ask.step && std::holds_alternative<VolumeSlot>(part.part)) continue;
    if (auto* other = same_disk(draft, part.part); other && !part.gone && ask.requirements.empty()) {
      other->second.causes.push_back(cause_of(ask, part));
      continue;
    }
    const auto [at, is_new] = draft.try_emplace(part.part, Wanted{part.size, part.gib, part.gone, {}});
    auto& wanted = at->second;
    if (!is_new && is_more(view, part.part, part, wanted)) {
      wanted.size = part.size;
      wanted.gib = part.gib;
      wanted.gone = part.gone;
    }
    wanted.causes.push_back(cause_of(ask, part));
  }
}

/// What an ask would save in a month, as a positive amount.
Money savings_of(const ScalingAction& ask, const PoolView& view) {
  Money saved;
  for (const auto& part : ask.parts) {
    saved += -delta_of(view, part.part, Wanted{part.size, part.gib, part.gone, {}});
  }
  return saved;
}

/// Whether the action asks for machines or load balancers; disks are another good.
bool asks_for_machines(const ScalingAction& ask) {
  return ask.direction == Direction::up &&
         (!ask.requirements.empty() || std::any_of(ask.parts.begin(), ask.parts.end(), [](const Part& part) {
           return !std::holds_alternative<VolumeSlot>(part.part);
         }));
}

/// Whether the disk of a machine that the action touches is about to grow.
bool touches_growing_disk(const ScalingAction& down, const std::vector<ScalingAction>& asks) {
  const auto fingerprint = [&](const Slot& slot) {
    return std::any_of(down.parts.begin(), down.parts.end(),
                       [&](const Part& part) { return part.part == ShapePart(slot); });
  };
  return std::any_of(asks.begin(), asks.end(), [&](const ScalingAction& ask) {
    return ask.direction == Direction::up &&
           std::any_of(ask.parts.begin(), ask.parts.end(), [&](const Part& part) {
             const auto* volume = std::get_if<VolumeSlot>(&part.part);
             return volume && fingerprint(volume->machine);
           });
  });
}

}  // namespace

const ScalingAction* way_down_in(const std::vector<ScalingAction>& asks, const PoolView& view) {
  if (std::any_of(asks.begin(), asks.end(), asks_for_machines)) return nullptr;
  const ScalingAction* gentlest = nullptr;
  for (const auto& ask : asks) {
    if (ask.direction != Direction::down || touches_growing_disk(ask, asks)) continue;
    if (!gentlest || savings_of(ask, view) < savings_of(*gentlest, view)) gentlest = &ask;
  }
  const auto is_short =
      std::find_if(asks.begin(), asks.end(), [](const ScalingAction& a) { return !a.other_way.empty(); });
  if (is_short == asks.end()) return gentlest;
  return is_short->direction == Direction::down ? &*is_short : nullptr;
}

PoolDelta merge_actions(const std::vector<ScalingAction>& asks, const PoolView& view) {
  PoolDelta draft;
  for (const auto& ask : asks) {
    if (ask.direction == Direction::up) merge(draft, ask, view);
  }
  if (const auto* down = way_down_in(asks, view)) merge(draft, *down, view);
  return draft;
}

void add_growth(PoolDelta& draft, const PoolGrowth& growth) {
  for (const auto& [part, wanted] : growth.delta) draft.insert_or_assign(part, wanted);
}

}  // namespace muster
