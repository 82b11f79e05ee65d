#include "reconciler/core/apply/retry.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

/// A number below `bound` that depends only on the change and the attempt.
std::int64_t draw(const ChangeId& change, int attempt, std::int64_t bound) {
  const auto digest = Digester().add(change.value).add(attempt).finish();
  const auto hex = digest.brief();
  std::uint64_t number = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  return static_cast<std::int64_t>(number % static_cast<std::uint64_t>(bound));
}

template <class... Calls>
bool is_one_of(const Operation& operation) {
  return (std::holds_alternative<Calls>(operation) || ...);
}

/// Calls that remove or stop an object: a missing object fulfils both. For the runtime of the agents, an
/// unknown machine has no agents.
bool removes(const Operation& operation) {
  return is_one_of<call::DestroyMachine, call::DestroyVolume, call::DestroyBalancer, call::DestroyFirewall,
                   call::UntagMachine, call::LeaveBalancer, call::ShutDown, call::PowerOff,
                   call::DrainMachine, call::UndrainMachine>(operation);
}

bool creates(const Operation& operation) {
  return is_one_of<call::CreateMachine, call::CreateVolume, call::CreateBalancer, call::CreateFirewall,
                   call::CreateNetwork>(operation);
}

/// A cloud may not find a new object at once; after this number of attempts it certainly does not exist.
constexpr int kNotFoundAttempts = 4;

}  // namespace

Duration backoff(int attempt, const ChangeId& change, const RetryLimits& limits) {
  auto ceiling = limits.first_wait;
  for (int i = 1; i < attempt && ceiling < limits.longest_wait; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, limits.longest_wait);
  return Duration(draw(change, attempt, ceiling.count() + 1));
}

NextTry next_try(const Error& error, const Operation& operation, int attempt, const ChangeId& change,
                 const RetryLimits& limits) {
  const auto wait = backoff(attempt, change, limits);
  const bool can_look = verification_for(operation, change).has_value();
  const auto look_or_repeat = [&](int attempts) -> NextTry {
    if (can_look) return VerifyFirst{wait, attempt < attempts};
    return attempt < attempts ? NextTry(TryAgain{wait}) : NextTry(GiveUp{});
  };
  const auto repeat = [&](int attempts, Duration after) -> NextTry {
    return attempt < attempts ? NextTry(TryAgain{after}) : NextTry(GiveUp{});
  };
  switch (error.kind) {
    case ErrorKind::rate_limited:
      // Spread after the reported moment; otherwise all retry at once.
      return repeat(limits.patient_attempts, error.retry_after ? *error.retry_after + wait / 4 : wait);
    case ErrorKind::conflict:
      return look_or_repeat(limits.patient_attempts);
    case ErrorKind::unknown_outcome:
    case ErrorKind::timeout:
      return look_or_repeat(limits.attempts);
    case ErrorKind::io:  // Nothing was sent.
      return repeat(limits.attempts, wait);
    case ErrorKind::not_found:
      if (removes(operation)) return AlreadyDone{};
      // The machine was removed and its volume is still attached: clouds detach it with a delay.
      if (is_one_of<call::DetachVolume>(operation)) return look_or_repeat(limits.patient_attempts);
      return repeat(std::min(kNotFoundAttempts, limits.attempts), wait);
    case ErrorKind::invalid:
      // "Already powered off", "already set to this size": the refusal may mean that the target is reached.
      if (creates(operation) || !can_look) return GiveUp{};
      return VerifyFirst{Duration(0), false};
    case ErrorKind::denied:
      // A key without rights is refused the read too; otherwise the refusal concerns this call.
      return can_look ? NextTry(VerifyFirst{Duration(0), false}) : NextTry(GiveUp{});
    case ErrorKind::unavailable:
    case ErrorKind::quota:
    case ErrorKind::unsupported:
    case ErrorKind::cancelled:
    case ErrorKind::fenced:
      return GiveUp{};
  }
  return GiveUp{};
}

}  // namespace muster
