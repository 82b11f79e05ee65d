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
#include "reconciler/core/plan/statement.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A plan is about to be applied: the record from which history tells what was wanted and why.
struct ApplyStarted {
  PlanId plan;
  FleetName fleet;
  std::string approved_by;  ///< "auto", or who.
  std::string plan_json;    ///< The whole plan as its file has it; empty where an entry before has it.
  friend bool operator==(const ApplyStarted&, const ApplyStarted&) = default;
};
/// Intent: this call is about to be made. Written before the effect.
struct StepStarted {
  PlanId plan;
  ChangeId change;
  int step = 0;           ///< From 0, within the change.
  std::string kind;       ///< kind_of(operation).
  std::string operation;  ///< describe(operation).
  friend bool operator==(const StepStarted&, const StepStarted&) = default;
};
/// Outcome of that call and of the waiting behind it.
struct StepFinished {
  PlanId plan;
  ChangeId change;
  int step = 0;
  bool ok = false;
  std::string object_id;
  std::string detail;  ///< The error's words when not ok.
  friend bool operator==(const StepFinished&, const StepFinished&) = default;
};
/// The agents of a machine were moved away before it went off, as far as they went in time.
struct AgentsDrained {
  PlanId plan;
  ChangeId change;
  MachineId machine;
  int moved = 0;
  int cut_off = 0;  ///< Still on it when the deadline was over and it went off all the same.
  Duration took{0};
  friend bool operator==(const AgentsDrained&, const AgentsDrained&) = default;
};
/// The cloud had none left of a size in a region. Later plans prefer others until then.
struct CapacityMissing {
  SizeName size;
  Region region;
  Instant until;
  friend bool operator==(const CapacityMissing&, const CapacityMissing&) = default;
};
/// The cloud called a change invalid. Later plans leave the same change out while the declared files are as
/// they were.
struct ChangeRefused {
  ChangeId change;
  std::string address;
  Digest declared;  ///< Of the declared files that the plan was made from.
  std::string why;  ///< The cloud's words.
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
  RecentChange memory;  ///< What later decisions need to know of it; Kind::other where nothing.
  friend bool operator==(const ChangeFinished&, const ChangeFinished&) = default;
};
struct ApplyFinished {
  PlanId plan;
  int done = 0, failed = 0, skipped = 0, unknown = 0;
  bool interrupted = false;
  friend bool operator==(const ApplyFinished&, const ApplyFinished&) = default;
};

/// Somebody took the fleet's lease over from a holder that had not given it back. What that one was at may be
/// half done.
struct LeaseOvertaken {
  LeaseToken token = kNoLease;  ///< Of the new holding.
  LeaseToken from = kNoLease;   ///< Of the one that was ended by it.
  std::string by;               ///< describe(holder) of the new holder.
  std::string holder;           ///< describe(holder) of the old one.
  PlanId plan;                  ///< What the old one was at; empty when it had no plan yet.
  std::string operation;
  std::string why;  ///< "its process is gone", "its lease expired at ...".
  friend bool operator==(const LeaseOvertaken&, const LeaseOvertaken&) = default;
};

/// A person took over what was changed outside muster, as it is: it is no drift any more.
struct DriftAccepted {
  std::string by;
  std::vector<std::string> addresses;  ///< Of what had drifted.
  friend bool operator==(const DriftAccepted&, const DriftAccepted&) = default;
};
/// What readings told of a change some time after it was done. Written once for each change, so that it does
/// not depend on old readings being kept.
struct OutcomeMeasured {
  PlanId plan;
  ChangeId change;
  Subject subject;  ///< Whose readings: the machine, or its pool where the machine is gone.
  Measure cpu;      ///< Mean, in percent.
  int samples = 0;  ///< Readings that it is the mean of; at least 1.
  friend bool operator==(const OutcomeMeasured&, const OutcomeMeasured&) = default;
};

/// A person said something about the fleet's plans. The signature goes along: who reads it checks it.
struct StatementMade {
  SignedStatement said;
  friend bool operator==(const StatementMade&, const StatementMade&) = default;
};

using JournalBody = std::variant<ApplyStarted, StepStarted, StepFinished, ChangeFinished, ApplyFinished,
                                 LeaseOvertaken, DriftAccepted, OutcomeMeasured, StatementMade, AgentsDrained,
                                 CapacityMissing, ChangeRefused>;

/// What muster intends and did. Append-only.
struct JournalEntry {
  std::int64_t sequence = 0;  ///< From 1, without holes.
  Instant at;
  FleetName fleet;
  JournalBody body;
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

}  // namespace muster
