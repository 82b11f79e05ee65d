#include "reconciler/core/history/measure_outcomes.hpp"

#include <set>

namespace muster {
namespace {

/// Sum and number of the readings in a stretch of time.
struct Tally {
  std::int64_t milli = 0;
  int samples = 0;

  void add(const Series& series, Instant from, Instant until) {
    for (const auto& sample : series) {
      if (sample.quality != Quality::ok || sample.at < from || sample.at >= until) continue;
      milli += sample.value.in_milli();
      ++samples;
    }
  }
};

Subject subject_of(const RecentChange& change) {
  const bool gone = change.kind == RecentChange::Kind::destroy_machine;
  if (gone || !change.slot) return change.pool;
  return *change.slot;
}

Tally cpu_of(const Subject& subject, const ReadingSet& readings, Instant from, Instant until) {
  Tally tally;
  tally.add(readings.series(subject, Metric::cpu), from, until);
  const auto* pool = std::get_if<PoolName>(&subject);
  if (!pool || tally.samples > 0) return tally;
  for (const auto& each : readings.subjects()) {
    const auto* slot = std::get_if<Slot>(&each);
    if (slot && slot->pool == *pool) tally.add(readings.series(each, Metric::cpu), from, until);
  }
  return tally;
}

}  // namespace

std::vector<OutcomeMeasured> outcomes_due(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                          const ReadingSet& readings, Instant now) {
  using Key = std::pair<PlanId, ChangeId>;
  std::set<Key> measured;
  for (const auto& entry : entries) {
    if (const auto* done = std::get_if<OutcomeMeasured>(&entry.body))
      measured.emplace(done->plan, done->change);
  }
  std::vector<OutcomeMeasured> due;
  for (const auto& entry : entries) {
    const auto* ended = std::get_if<ChangeFinished>(&entry.body);
    if (!ended || entry.fleet != fleet || ended->outcome != "done") continue;
    if (ended->memory.kind == RecentChange::Kind::other) continue;
    const auto from = entry.at + kOutcomeFrom;
    const auto until = from + kOutcomeLasts;
    if (until > now || measured.contains({ended->plan, ended->change})) continue;
    const auto subject = subject_of(ended->memory);
    const auto tally = cpu_of(subject, readings, from, until);
    if (tally.samples == 0) continue;
    measured.emplace(ended->plan, ended->change);
    due.push_back({.plan = ended->plan,
                   .change = ended->change,
                   .subject = subject,
                   .cpu = Measure::milli((tally.milli + tally.samples / 2) / tally.samples),
                   .samples = tally.samples});
  }
  return due;
}

}  // namespace muster
