#pragma once

#include <variant>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Limits for the retries of calls.
struct RetryLimits {
  Duration first_wait = std::chrono::milliseconds(500);  ///< Doubled with each attempt, ...
  /// ... up to this. The wait is random between 0 and that value.
  Duration longest_wait = std::chrono::seconds(30);
  int attempts = 6;  ///< Number of calls of one step in total, after failures that may pass.
  /// The same while the cloud reports that it is busy or that the rate is too high.
  int patient_attempts = 20;
};

/// Make the same call again after `wait`.
struct TryAgain {
  Duration wait{0};
  friend bool operator==(const TryAgain&, const TryAgain&) = default;
};
/// The call may have taken effect: check after `wait`. Repeat it only if the check shows no effect, and only
/// if `then_repeat` is true.
struct VerifyFirst {
  Duration wait{0};
  bool then_repeat = true;
  friend bool operator==(const VerifyFirst&, const VerifyFirst&) = default;
};
/// The failure shows that the target state is reached: the object to destroy does not exist.
struct AlreadyDone {
  friend bool operator==(const AlreadyDone&, const AlreadyDone&) = default;
};
struct GiveUp {
  friend bool operator==(const GiveUp&, const GiveUp&) = default;
};
using NextTry = std::variant<TryAgain, VerifyFirst, AlreadyDone, GiveUp>;

/// Returns the reaction to a failure of the `attempt`-th call (from 1) of this operation. The waits are
/// derived from the change's id and the attempt. So changes that fail together do not retry together, and a
/// run can still be repeated exactly.
NextTry next_try(const Error& error, const Operation& operation, int attempt, const ChangeId& change,
                 const RetryLimits& limits);

/// Exponential backoff with full jitter: between 0 and first_wait * 2^(attempt-1), at most longest_wait. See
/// "Exponential Backoff And Jitter", AWS Architecture Blog.
Duration backoff(int attempt, const ChangeId& change, const RetryLimits& limits);

}  // namespace muster
