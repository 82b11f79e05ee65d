#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// The history record of one scaling action: trigger, recommendation, execution and outcome.
struct ScalingEvent {
  Instant timestamp;  ///< Time of the decision: the `now` of its plan.
  /// Sequence number of the journal entry that started its apply: equal for all events of one apply.
  std::int64_t apply = 0;
  PlanId plan;
  ChangeId change;
  std::string address;         ///< "machine.worker/1".
  std::string subject;         ///< "worker/1".
  std::vector<Cause> trigger;  ///< Empty if the journal's plan cannot be read.

  std::string action;  ///< "resize machine", "create volume".
  std::string from;    ///< Size before; empty if there was no resource.
  std::string to;      ///< Size after; empty if no resource remains.
  Money cost_increase;
  Duration estimated_time{0};

  std::string approved_by;
  Instant started_at;
  std::optional<Instant> completed_at;  ///< nullopt while it runs, or if it was interrupted.
  std::string outcome;                  ///< "done", "failed", "skipped", "unknown"; "unfinished".
  std::string object_id;                ///< The cloud's id of the created or changed object.
  std::string detail;                   ///< Message of the error.

  // The measured outcome.
  std::optional<Measure> cpu_after;    ///< Mean in percent over the minutes after it; nullopt: no readings.
  std::optional<int> agents_migrated;  ///< Moved away before the machine was turned off; nullopt: unknown.
  /// From the shutdown of the machine until it ran again; nullopt: unknown.
  std::optional<Duration> downtime;
};

/// Reads the plan in a journal entry. Fails as the reader of plan files does.
using PlanReader = std::function<Result<Plan>(const std::string& json)>;

/// Returns the events in a journal: the oldest apply first, and each apply's in the order of their start. The
/// downtime is from the call that turns the machine off to the end of the call after which it runs again. It
/// is zero if the machine was removed, or if a new one served first.
std::vector<ScalingEvent> events_of(const std::vector<JournalEntry>& entries, const PlanReader& read_plan);

/// Returns the events of the last `count` applies.
std::vector<ScalingEvent> newest_applies(std::vector<ScalingEvent> events, int count);

}  // namespace muster
