#pragma once

#include <optional>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"

namespace muster {

/// A recent change of a fleet by muster. Cooldown, warm-up and ignored readings are computed from it.
struct RecentChange {
  enum class Kind { create_machine, resize_machine, destroy_machine, add_volume, grow_volume, other };

  PoolName pool;
  std::optional<Slot> slot;  ///< nullopt: the change is about the pool as a whole.
  Kind kind = Kind::other;
  Direction direction = Direction::up;
  /// The `now` of its plan: muster has acted on readings up to then and ignores them.
  Instant decided_at;
  Instant finished_at;  ///< By the clock of the machine that applied it.
  Money delta_month;    ///< The difference to the monthly price.

  friend bool operator==(const RecentChange&, const RecentChange&) = default;
};
/// In the journal.
inline constexpr auto kRecentKindWords = enum_words<RecentChange::Kind>({
    {RecentChange::Kind::create_machine, "create_machine"},
    {RecentChange::Kind::resize_machine, "resize_machine"},
    {RecentChange::Kind::destroy_machine, "destroy_machine"},
    {RecentChange::Kind::add_volume, "add_volume"},
    {RecentChange::Kind::grow_volume, "grow_volume"},
    {RecentChange::Kind::other, "other"},
});

}  // namespace muster
