#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/reconcile/conditions.hpp"

namespace muster {

/// A sequence of rounds with the same revision and the same result.
struct PastRounds {
  Revision revision;
  std::string outcome;  ///< The reason of the condition Ready: "Succeeded", "Applying".
  Instant first;
  Instant last;
  std::int64_t rounds = 0;

  friend bool operator==(const PastRounds&, const PastRounds&) = default;
};

/// The status of the loop. It is stored after each round, for `muster status` and other readers.
struct LoopStatus {
  std::int64_t round = 0;  ///< Number of the round, from 1.
  Instant at;              ///< Time at which the round ended.
  Instant next;            ///< Time at which the next round is due.
  Revision attempted;
  Revision applied;
  std::vector<Condition> conditions;
  std::vector<std::string> running;  ///< Progress of the running applies, one line each.
  std::vector<PastRounds> past;      ///< A short history, newest last.

  friend bool operator==(const LoopStatus&, const LoopStatus&) = default;
};

/// Returns the status after this round.
LoopStatus loop_status_of(const Round& round, Instant next, const std::optional<LoopStatus>& before);

}  // namespace muster
