#pragma once

#include <chrono>
#include <variant>

#include "reconciler/core/apply/operation.hpp"

namespace muster {

// What kinds of calls and failures mean to a change on its way.

/// A look that failed like this may well succeed the next time.
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

/// Whether a call that failed like this may have had its effect all the same.
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

/// Calls that bring a machine back to those who need it.
inline bool restores_service(const Operation& operation) {
  return std::holds_alternative<call::PowerOn>(operation) ||
         std::holds_alternative<call::UndrainMachine>(operation) ||
         std::holds_alternative<call::JoinBalancer>(operation);
}

/// Longest time that looking after a lost reply may go on without any answer.
inline constexpr Duration kSettlePatience = std::chrono::minutes(5);
/// So long nobody is asked again whether a place is free.
inline constexpr Duration kClaimLasts = std::chrono::seconds(20);

}  // namespace muster
