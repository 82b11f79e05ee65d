#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/reconcile/conditions.hpp"

namespace muster {

/// One stretch of rounds that went by the same revision and came to the same.
struct PastRounds {
  Revision revision;
  std::string outcome;  ///< The reason of the condition Ready: "Succeeded", "Applying".
  Instant first;
  Instant last;
  std::int64_t rounds = 0;

  friend bool operator==(const PastRounds&, const PastRounds&) = default;
};

/// What the loop leaves in the store after each round, for `muster status` and whoever asks how it goes.
struct LoopNote {
  std::int64_t round = 0;
  Instant at;    ///< When it ended.
  Instant next;  ///< When the next is due.
  Revision attempted;
  Revision applied;
  std::vector<Condition> conditions;
  std::vector<std::string> running;  ///< What applies are at, a line each.
  std::vector<PastRounds> past;      ///< Newest last; a short history.

  friend bool operator==(const LoopNote&, const LoopNote&) = default;
};

/// The note after this round.
LoopNote note_of(const Round& round, Instant next, const std::optional<LoopNote>& before);

}  // namespace muster
