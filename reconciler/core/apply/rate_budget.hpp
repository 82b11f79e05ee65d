#pragma once

#include <deque>
#include <optional>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// What an answer told about how many requests the cloud still takes.
struct RateNotice {
  std::optional<int> remaining;       ///< So many more until `resets_in` is over.
  std::optional<Duration> resets_in;  ///< When the cloud takes more again.
  std::optional<Duration> stay_away;  ///< It refused, and wants to be left alone for so long.
};

/// How many requests a cloud still takes, as far as one can know: no more than `burst` in any `window`, what
/// its answers told, and what is on its way. Holding back is cheaper than being refused. Passive: it is told
/// what was sent and answered, and asked what may go.
class RateBudget {
 public:
  RateBudget(int burst, Duration window) : burst_(burst), window_(window) {}

  /// So many requests may leave now.
  int free_at(Instant now);
  /// The first moment from `now` on at which one may leave, as far as is known now.
  Instant next_at(Instant now);

  /// About so many can have left when `patience` is over.
  int affordable(Instant now, Duration patience);

  /// Requests that the cloud still takes, as it told last, less what left since; nullopt when it never told.
  std::optional<int> remaining() const { return remaining_; }

  void sent(Instant now);
  /// An answer came, or is known not to come.
  void answered(const RateNotice& notice, Instant now);

 private:
  void forget(Instant now);

  int burst_;
  Duration window_;
  std::deque<Instant> sent_;  ///< Within the window, from old to new.
  int under_way_ = 0;
  std::optional<int> remaining_;  ///< Told by the cloud, less what left since; nullopt when it never told.
  Instant held_until_{};          ///< Nothing leaves before.
};

}  // namespace muster
