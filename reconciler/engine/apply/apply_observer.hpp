#pragma once

#include <string>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// The progress of an apply, in changes.
struct ApplyCounts {
  int total = 0;
  int ended = 0;    ///< Number of changes.
  int running = 0;  ///< Number of changes.
};

/// Receives the events of an apply while it runs: for progress bars, lines and event streams. It changes
/// nothing. All calls come from the thread that applies; calls for parallel changes are interleaved.
class ApplyObserver {
 public:
  virtual ~ApplyObserver() = default;

  virtual void apply_started(const Plan& /*plan*/, Instant /*now*/) {}
  /// The first call of this change is about to be made.
  virtual void change_started(const Change& /*change*/, const ApplyCounts& /*tally*/, Instant /*now*/) {}
  /// A call is about to be made; `says` describes it: "shutting down".
  virtual void step_started(const Change& /*change*/, const std::string& /*says*/, Instant /*now*/) {}
  /// The state was read and is not reached yet; `waited` is the time since the call was accepted.
  virtual void polled(const Change& /*change*/, const std::string& /*says*/, Duration /*waited*/,
                      Instant /*now*/) {}
  /// A call failed, and is retried or checked after `wait`.
  virtual void retrying(const Change& /*change*/, const Error& /*error*/, Duration /*wait*/,
                        Instant /*now*/) {}
  /// An event with a line of its own: agents were moved, another size was used.
  virtual void noted(const Change& /*change*/, const std::string& /*says*/, Instant /*now*/) {}
  /// Also called for changes that were skipped or had nothing to do.
  virtual void change_ended(const Change& /*change*/, const ChangeReport& /*report*/,
                            const ApplyCounts& /*tally*/, Instant /*now*/) {}
  /// Nothing new is started from now on.
  virtual void stopping(const std::string& /*reason*/, Instant /*now*/) {}
  virtual void apply_ended(const ApplyReport& /*report*/, Instant /*now*/) {}
};

}  // namespace muster
