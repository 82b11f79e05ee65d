#pragma once

#include <string>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// How far an apply is, in changes.
struct ApplyTally {
  int total = 0;
  int ended = 0;
  int running = 0;
};

/// Is told what an apply does, while it does it: for progress bars, lines and event streams. Changes nothing.
/// Every call comes from the thread that applies; changes that run side by side are told interleaved.
class ApplyObserver {
 public:
  virtual ~ApplyObserver() = default;

  virtual void apply_started(const Plan& /*plan*/, Instant /*now*/) {}
  /// The first call of this change is about to be made.
  virtual void change_started(const Change& /*change*/, const ApplyTally& /*tally*/, Instant /*now*/) {}
  /// A call is about to be made; `says` is what it does: "shutting down".
  virtual void step_started(const Change& /*change*/, const std::string& /*says*/, Instant /*now*/) {}
  /// Was looked at and is not there yet; `waited` since the call was accepted.
  virtual void polled(const Change& /*change*/, const std::string& /*says*/, Duration /*waited*/,
                      Instant /*now*/) {}
  /// A call failed and is tried again, or looked after, in `wait`.
  virtual void retrying(const Change& /*change*/, const Error& /*error*/, Duration /*wait*/,
                        Instant /*now*/) {}
  /// Something worth a line of its own happened: agents were moved, another size was taken.
  virtual void noted(const Change& /*change*/, const std::string& /*says*/, Instant /*now*/) {}
  /// Also told of changes that were skipped or had nothing to do.
  virtual void change_ended(const Change& /*change*/, const ChangeReport& /*report*/,
                            const ApplyTally& /*tally*/, Instant /*now*/) {}
  /// Nothing new is started from now on.
  virtual void stopping(const std::string& /*reason*/, Instant /*now*/) {}
  virtual void apply_ended(const ApplyReport& /*report*/, Instant /*now*/) {}
};

}  // namespace muster
