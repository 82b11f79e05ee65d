#pragma once

#include <variant>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// How patient the retrying of calls is.
struct RetryLimits {
  Duration first_wait = std::chrono::milliseconds(500);  ///< Doubled with each attempt, ...
  Duration longest_wait = std::chrono::seconds(30);      ///< ... up to this, then drawn between 0 and that.
  int attempts = 6;           ///< Calls of one step in all, after failures that may pass.
  int patient_attempts = 20;  ///< The same while the cloud says that it is busy or that we are too fast.
};

/// Make the same call again after `wait`.
struct TryAgain {
  Duration wait{0};
  friend bool operator==(const TryAgain&, const TryAgain&) = default;
};
/// It may have been done: look after `wait`, and repeat only what is seen not to be so, if at all.
struct LookFirst {
  Duration wait{0};
  bool then_repeat = true;
  friend bool operator==(const LookFirst&, const LookFirst&) = default;
};
/// The failure says that it is so already: what was to be destroyed is not there.
struct AlreadySo {
  friend bool operator==(const AlreadySo&, const AlreadySo&) = default;
};
struct GiveUp {
  friend bool operator==(const GiveUp&, const GiveUp&) = default;
};
using NextTry = std::variant<TryAgain, LookFirst, AlreadySo, GiveUp>;

/// What to do after the `attempt`-th call (from 1) of this operation failed like this. The waits are drawn
/// from the change's id and the attempt, so that changes which fail together do not come back together, and
/// yet a run can be repeated exactly.
NextTry next_try(const Error& error, const Operation& operation, int attempt, const ChangeId& change,
                 const RetryLimits& limits);

/// Exponential with full jitter: between 0 and first_wait * 2^(attempt-1), at most longest_wait.
Duration backoff(int attempt, const ChangeId& change, const RetryLimits& limits);

}  // namespace muster
