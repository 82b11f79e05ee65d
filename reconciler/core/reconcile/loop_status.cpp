#include "reconciler/core/reconcile/loop_status.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

constexpr std::size_t kPastKept = 10;

std::string describe(const RunningApply& apply) {
  return fmt::format("{} plan {}: {} of {} changes done{}{}", apply.recovery ? "finishing" : "applying",
                     Digest{apply.plan.value}.brief(), apply.ended, apply.changes,
                     apply.message.empty() ? "" : "; ", apply.message);
}

void add_to(std::vector<PastRounds>& past, const Round& round, const std::string& outcome) {
  if (!past.empty() && past.back().revision == round.applied && past.back().outcome == outcome) {
    past.back().last = round.began;
    ++past.back().rounds;
    return;
  }
  past.push_back({.revision = round.applied,
                  .outcome = outcome,
                  .first = round.began,
                  .last = round.began,
                  .rounds = 1});
  if (past.size() > kPastKept) past.erase(past.begin());
}

}  // namespace

LoopStatus loop_status_of(const Round& round, Instant next, const std::optional<LoopStatus>& before) {
  LoopStatus note;
  note.round = round.number;
  note.at = round.ended;
  note.next = next;
  note.attempted = round.attempted;
  note.applied = round.applied;
  note.conditions = conditions_of(round, before ? before->conditions : std::vector<Condition>());
  for (const auto& apply : round.running) note.running.push_back(describe(apply));
  if (before) note.past = before->past;
  add_to(note.past, round, note.conditions.front().reason);
  return note;
}

}  // namespace muster
