#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// The kind of an error as a label: "rate_limited".
std::string label_of(ErrorKind kind);

/// The recommendation of one rule in one round, and its result.
struct ReportedRule {
  std::string policy;  ///< Empty if the fleet file itself requests it.
  std::string rule;
  /// "hold", "up", "down"; "held_back" if nothing changed, "overruled" if the pool changed in the other
  /// direction.
  std::string outcome;

  friend auto operator<=>(const ReportedRule&, const ReportedRule&) = default;
};
std::vector<ReportedRule> reported_rules_of(const Proposal& proposal);

/// The result of one change of an apply.
struct ReportedAction {
  std::string kind;     ///< "create_machine".
  std::string outcome;  ///< "done", "already_so", "failed", "skipped", "unknown".
  std::string error;    ///< Kind of the error; empty without one.
  /// From the first reading beyond the threshold that requested it to its end; only if it added capacity.
  std::optional<Duration> online_after;

  friend bool operator==(const ReportedAction&, const ReportedAction&) = default;
};
std::vector<ReportedAction> reported_actions_of(const EndedApply& ended);

}  // namespace muster
