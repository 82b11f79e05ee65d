#pragma once

#include <chrono>
#include <variant>

#include "reconciler/core/apply/operation.hpp"

namespace muster {

// The meaning of kinds of calls and failures for a running change.

/// Whether a poll with this failure may succeed the next time.
inline bool passes(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::rate_limited:
    case ErrorKind::conflict:
    case ErrorKind::unknown_outcome:
    case ErrorKind::timeout:
    case ErrorKind::io:
    case ErrorKind::unavailable:
      return true;
    default:
      return false;
  }
}

/// Whether a call with this failure may have taken effect.
inline bool may_have_been_done(ErrorKind kind) {
  return kind != ErrorKind::invalid && kind != ErrorKind::denied;
}

inline bool makes_something(const Operation& operation) {
  return std::holds_alternative<call::CreateMachine>(operation) ||
         std::holds_alternative<call::CreateVolume>(operation) ||
         std::holds_alternative<call::CreateBalancer>(operation) ||
         std::holds_alternative<call::CreateFirewall>(operation) ||
         std::holds_alternative<call::CreateNetwork>(operation);
}

/// Calls that change the size of an object that stays: other calls of their change only surround them.
inline bool is_effect(const Operation& operation) {
  return std::holds_alternative<call::ChangeSize>(operation) ||
         std::holds_alternative<call::GrowVolume>(operation);
}

/// Calls that make a machine available to its users again.
inline bool restores_service(const Operation& operation) {
  return std::holds_alternative<call::PowerOn>(operation) ||
         std::holds_alternative<call::UndrainMachine>(operation) ||
         std::holds_alternative<call::JoinBalancer>(operation);
}

/// Longest check of a lost reply without any answer.
inline constexpr Duration kVerifyTimeout = std::chrono::minutes(5);
/// Time for which the answer that a slot is free stays valid.
inline constexpr Duration kClaimLasts = std::chrono::seconds(20);

}  // namespace muster
