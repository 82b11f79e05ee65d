#include "reconciler/core/history/earlier_applies.hpp"

namespace muster {

EarlierApplies earlier_applies(const std::vector<JournalEntry>& entries, const PlanId& plan) {
  EarlierApplies earlier;
  for (const auto& entry : entries) {
    if (const auto* started = std::get_if<StepStarted>(&entry.body); started && started->plan == plan) {
      earlier.touched.insert(started->change);
      earlier.open.insert(started->change);
      const auto times =
          earlier.calls[started->change].try_emplace(started->step, CallTimes{entry.at, entry.at});
      times.first->second.last = entry.at;
    }
    if (const auto* ended = std::get_if<ChangeFinished>(&entry.body); ended && ended->plan == plan) {
      if (ended->outcome == "done") earlier.open.erase(ended->change);
      // An attempt after an end is a new one, with its own time.
      if (ended->outcome != "unknown") earlier.calls.erase(ended->change);
    }
    const auto* apply = std::get_if<ApplyStarted>(&entry.body);
    if (apply && apply->plan == plan && !apply->plan_json.empty()) earlier.plan_kept_at = entry.at;
  }
  return earlier;
}

std::optional<Instant> applied_in_whole(const std::vector<JournalEntry>& entries, const PlanId& plan) {
  std::optional<Instant> at;
  for (const auto& entry : entries) {
    const auto* ended = std::get_if<ApplyFinished>(&entry.body);
    if (!ended || ended->plan != plan || ended->interrupted) continue;
    if (ended->failed + ended->skipped + ended->unknown == 0) at = entry.at;
  }
  return at;
}

std::vector<SignedStatement> statements_in(const std::vector<JournalEntry>& entries, const FleetName& fleet) {
  std::vector<SignedStatement> statements;
  for (const auto& entry : entries) {
    const auto* made = std::get_if<StatementMade>(&entry.body);
    if (made && entry.fleet == fleet) statements.push_back(made->said);
  }
  return statements;
}

}  // namespace muster
