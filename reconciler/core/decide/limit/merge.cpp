#include "reconciler/core/decide/limit/merge.hpp"

#include <algorithm>

namespace muster {
namespace {

bool is_more(const PoolView& view, const ShapePart& part, const Part& asked, const Wanted& wanted) {
  if (asked.gone != wanted.gone) return wanted.gone;
  if (std::holds_alternative<Slot>(part)) return view.ladder.less(wanted.size, asked.size);
  return asked.gib > wanted.gib;
}

void merge(PoolDelta& draft, const ScalingAction& ask, const PoolView& view) {
  for (const auto& part : ask.parts) {
    if (ask.step && std::holds_alternative<VolumeSlot>(part.part)) continue;
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

}  // namespace

const ScalingAction* way_down_in(const std::vector<ScalingAction>& asks, const PoolView& view) {
  const ScalingAction* gentlest = nullptr;
  for (const auto& ask : asks) {
    if (ask.direction == Direction::up) return nullptr;
    if (ask.direction != Direction::down) continue;
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

}  // namespace muster
