#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// An error's kind as a label: "rate_limited".
std::string label_of(ErrorKind kind);

/// What one rule wanted in one round and what came of it.
struct ToldRule {
  std::string policy;  ///< Empty when the fleet file itself asks.
  std::string rule;
  std::string outcome;  ///< "hold", "up", "down"; "held_back" when nothing came of it, "overruled" when the
                        ///< pool went the other way.

  friend auto operator<=>(const ToldRule&, const ToldRule&) = default;
};
std::vector<ToldRule> told_rules_of(const Proposal& proposal);

/// How one change of an apply ended.
struct ToldAction {
  std::string kind;     ///< "create_machine".
  std::string outcome;  ///< "done", "already_so", "failed", "skipped", "unknown".
  std::string error;    ///< Kind of the error; empty without one.
  /// From the first reading beyond the line that asked for it to its end; only where capacity came online.
  std::optional<Duration> online_after;

  friend bool operator==(const ToldAction&, const ToldAction&) = default;
};
std::vector<ToldAction> told_actions_of(const EndedApply& ended);

}  // namespace muster
