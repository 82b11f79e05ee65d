#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// The history record of one scaling action: what set it off, what was recommended, how it was carried out
/// and what came of it.
struct ScalingEvent {
  Instant timestamp;       ///< When it was decided: the `now` of its plan.
  std::int64_t apply = 0;  ///< Sequence of the journal entry that began its apply: equal for one apply.
  PlanId plan;
  ChangeId change;
  std::string address;         ///< "machine.worker/1".
  std::string subject;         ///< "worker/1".
  std::vector<Cause> trigger;  ///< Empty when the journal's plan could not be read.

  std::string action;  ///< "resize machine", "create volume".
  std::string from;    ///< Size before; empty where there was nothing.
  std::string to;      ///< Size after; empty where nothing is left.
  Money cost_increase;
  Duration estimated_time{0};

  std::string approved_by;
  Instant started_at;
  std::optional<Instant> completed_at;  ///< nullopt while it runs, or when it was cut off.
  std::string outcome;                  ///< "done", "failed", "skipped", "unknown"; "unfinished".
  std::string object_id;                ///< The cloud's id of what was made or changed.
  std::string detail;                   ///< The error's words.

  // What came of it, as far as it was measured.
  std::optional<Measure> cpu_after;    ///< Mean in percent over the minutes after it; nullopt: no readings.
  std::optional<int> agents_migrated;  ///< Moved away before the machine went down; nullopt: not known.
  std::optional<Duration> downtime;    ///< From taking the machine down until it ran; nullopt: not known.
};

/// How the plan inside a journal entry is read.
using PlanReader = std::function<Result<Plan>(const std::string& json)>;

/// The events that a journal tells, from old to new.
/// Downtime is what the journal shows: from the call that takes the machine down to the end of the one that
/// has it running again. Where a machine goes for good, or a new one serves first, there is none.
std::vector<ScalingEvent> events_of(const std::vector<JournalEntry>& entries, const PlanReader& read_plan);

/// The events of the last `count` applies.
std::vector<ScalingEvent> newest_applies(std::vector<ScalingEvent> events, int count);

}  // namespace muster
