#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/history/lease.hpp"
#include "reconciler/core/plan/approval/statement.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A plan is about to be applied. The history takes the recommendations and reasons from this record.
struct ApplyStarted {
  PlanId plan;
  FleetName fleet;
  std::string approved_by;  ///< "auto", or the approvers.
  std::string plan_json;    ///< The whole plan as in its file; empty if an earlier entry contains it.
  friend bool operator==(const ApplyStarted&, const ApplyStarted&) = default;
};
/// Intent: this call is about to be made. Written before the call.
struct StepStarted {
  PlanId plan;
  ChangeId change;
  int step = 0;           ///< Index of the step within the change.
  std::string kind;       ///< kind_of(operation).
  std::string operation;  ///< describe(operation).
  friend bool operator==(const StepStarted&, const StepStarted&) = default;
};
/// Result of that call and of the wait after it.
struct StepFinished {
  PlanId plan;
  ChangeId change;
  int step = 0;  ///< Index of the step within the change.
  bool ok = false;
  std::string object_id;
  std::string detail;  ///< Message of the error if not ok.
  friend bool operator==(const StepFinished&, const StepFinished&) = default;
};
/// The agents of a machine were moved away before it was turned off, as far as time permitted.
struct AgentsDrained {
  PlanId plan;
  ChangeId change;
  MachineId machine;
  int moved = 0;  ///< Number of agents.
  /// Number of agents that were still on it when the deadline was over and it was turned off.
  int cut_off = 0;
  Duration took{0};
  friend bool operator==(const AgentsDrained&, const AgentsDrained&) = default;
};
/// A size was sold out in a region. Later plans prefer alternatives until then.
struct CapacityMissing {
  SizeName size;
  Region region;
  Instant until;
  friend bool operator==(const CapacityMissing&, const CapacityMissing&) = default;
};
/// The cloud rejected a change as invalid. Later plans omit the same change while the declared files are
/// unchanged.
struct ChangeRefused {
  ChangeId change;
  std::string address;
  Digest declared;  ///< Digest of the declared files of the plan.
  std::string why;  ///< The cloud's message.
  friend bool operator==(const ChangeRefused&, const ChangeRefused&) = default;
};
/// A change ended.
struct ChangeFinished {
  PlanId plan;
  ChangeId change;
  std::string address;
  std::string outcome;  ///< to_string(Outcome)
  std::string object_id;
  std::string detail;
  RecentChange memory;  ///< Data of the change for later decisions; Kind::other if there is none.
  friend bool operator==(const ChangeFinished&, const ChangeFinished&) = default;
};
struct ApplyFinished {
  PlanId plan;
  int done = 0, failed = 0, skipped = 0, unknown = 0;  ///< Numbers of changes.
  bool interrupted = false;
  friend bool operator==(const ApplyFinished&, const ApplyFinished&) = default;
};

/// A process took the lease over from a holder that had not released it. The work of that holder may be
/// incomplete.
struct LeaseOvertaken {
  LeaseToken token = kNoLease;  ///< Token of the new holder.
  LeaseToken from = kNoLease;   ///< Token of the earlier holder.
  std::string by;               ///< describe(holder) of the new holder.
  std::string holder;           ///< describe(holder) of the old one.
  PlanId plan;                  ///< The plan of the earlier holder; empty if it had none yet.
  std::string operation;
  std::string why;  ///< "its process is gone", "its lease expired at ...".
  friend bool operator==(const LeaseOvertaken&, const LeaseOvertaken&) = default;
};

/// A person accepted changes from outside muster as they are: they no longer count as drift.
struct DriftAccepted {
  std::string by;
  std::vector<std::string> addresses;  ///< Addresses of the accepted objects.
  friend bool operator==(const DriftAccepted&, const DriftAccepted&) = default;
};
/// The measured outcome of a change, some time after it was done. Written once for each change, so that it
/// does not depend on old readings.
struct OutcomeMeasured {
  PlanId plan;
  ChangeId change;
  Subject subject;  ///< Subject of the readings: the machine, or its pool if the machine was removed.
  Measure cpu;      ///< Mean, in percent.
  int samples = 0;  ///< Number of readings in the mean; at least 1.
  friend bool operator==(const OutcomeMeasured&, const OutcomeMeasured&) = default;
};

/// An approver made a statement about the fleet's plans. It includes the signature; a reader must verify it.
struct StatementMade {
  SignedStatement said;
  friend bool operator==(const StatementMade&, const StatementMade&) = default;
};

using JournalBody = std::variant<ApplyStarted, StepStarted, StepFinished, ChangeFinished, ApplyFinished,
                                 LeaseOvertaken, DriftAccepted, OutcomeMeasured, StatementMade, AgentsDrained,
                                 CapacityMissing, ChangeRefused>;

/// An intent or an effect of muster. Append-only.
struct JournalEntry {
  std::int64_t sequence = 0;  ///< From 1, without gaps.
  Instant at;
  FleetName fleet;
  JournalBody body;
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

}  // namespace muster
