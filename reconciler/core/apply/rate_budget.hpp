#pragma once

#include <deque>
#include <optional>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The rate limit that an answer of the cloud reports.
struct RateNotice {
  std::optional<int> remaining;       ///< Number of further requests until `resets_in` is over.
  std::optional<Duration> resets_in;  ///< Time until the cloud accepts more again.
  /// The cloud rejected the request, and wants no further one for this time.
  std::optional<Duration> stay_away;
};

/// Estimates how many requests a cloud still accepts. It uses the limit of `burst` requests in any `window`,
/// the reports in the cloud's answers, and the requests in flight. Waiting costs less than a rejection.
/// Passive: callers report requests and answers, and read the number that may be sent.
class RateBudget {
 public:
  /// Permits `burst` requests in each window.
  RateBudget(int burst, Duration window) : burst_(burst), window_(window) {}

  /// Returns the number of requests that may be sent now.
  int free_at(Instant now);
  /// Returns the first moment from `now` on at which one may be sent, as far as is known now.
  Instant next_at(Instant now);

  /// Returns the approximate number of requests that can be sent before `patience` is over.
  int affordable(Instant now, Duration patience);

  /// Requests that the cloud still accepts, by its last report, minus the requests sent since; nullopt if it
  /// never reported.
  std::optional<int> remaining() const { return remaining_; }

  void sent(Instant now);
  /// An answer arrived, or is known not to arrive.
  void answered(const RateNotice& notice, Instant now);

 private:
  void forget(Instant now);

  int burst_;
  Duration window_;
  std::deque<Instant> sent_;  ///< Within the window, oldest first.
  int under_way_ = 0;         ///< Requests in flight.
  /// Reported by the cloud, minus the requests sent since; nullopt if it never reported.
  std::optional<int> remaining_;
  Instant held_until_{};  ///< Nothing may be sent before.
};

}  // namespace muster
