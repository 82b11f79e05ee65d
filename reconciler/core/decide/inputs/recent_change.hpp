#pragma once

#include <optional>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// A change of a fleet that muster made lately: what cooldowns, warm-up and spent readings are reckoned from.
struct RecentChange {
  enum class Kind { create_machine, resize_machine, destroy_machine, add_volume, grow_volume, other };

  PoolName pool;
  std::optional<Slot> slot;  ///< nullopt for what concerns the pool as a whole.
  Kind kind = Kind::other;
  Direction direction = Direction::up;
  Instant
      decided_at;  ///< The `now` of its plan: readings up to then have had their say and do not ask twice.
  Instant finished_at;  ///< By the clock of the machine that applied it.
  Money delta_month;    ///< What it added to the month.

  friend bool operator==(const RecentChange&, const RecentChange&) = default;
};

}  // namespace muster
