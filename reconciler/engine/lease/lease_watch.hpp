#pragma once

#include <algorithm>
#include <optional>

#include "reconciler/core/history/lease.hpp"

namespace muster {

/// Observes the lease of another process by a clock that nothing sets. The instants in a lease are those of
/// its holder's wall clock, which can be wrong or be set: a lease that is expired by them can be in use, and
/// one that is valid for a day can belong to nobody. Passive: tests move the clock.
class LeaseWatch {
 public:
  /// Notes the lease as it is at this uptime. Returns whether its holder has not renewed it for its whole
  /// duration since the first note: then the holder begins nothing more.
  bool abandoned(const Lease& lease, Duration uptime) {
    const bool same = seen_ && seen_->fleet == lease.fleet && seen_->token == lease.token &&
                      seen_->renewed_at == lease.renewed_at && seen_->expires_at == lease.expires_at;
    if (!same) {
      seen_ = lease;
      since_ = uptime;
    }
    return uptime - since_ >= std::max<Duration>(lease.expires_at - lease.renewed_at, kShortest);
  }

 private:
  /// A damaged row may have no duration.
  static constexpr Duration kShortest = std::chrono::milliseconds(100);

  std::optional<Lease> seen_;
  Duration since_{0};
};

}  // namespace muster
