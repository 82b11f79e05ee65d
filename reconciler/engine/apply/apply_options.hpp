#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "reconciler/core/apply/retry.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/engine/call/interrupt.hpp"
#include "reconciler/engine/lease/leadership.hpp"

namespace muster {

struct ActualState;
struct Plan;
class ApplyObserver;
class Provider;
class Store;

/// Settings of an apply. The defaults suit a real cloud.
struct ApplyOptions {
  int max_calls = 16;     ///< Calls with an effect in flight at once. Waiting for a boot is not a call.
  int max_looks = 512;    ///< Reading calls in flight at once: one listing answers many of them.
  int max_changes = 512;  ///< Changes that are started and not ended at once.
  Duration poll_first = std::chrono::milliseconds(250);  ///< Time from a call to the first poll.
  Duration poll_most = std::chrono::seconds(3);  ///< The interval between polls grows with time, up to this.
  /// Time to the next round of polls, for each poll in one.
  Duration look_spacing = std::chrono::milliseconds(20);
  /// Time for which a created object may be invisible. After a lost reply muster searches the object for this
  /// time before it repeats the create, because listings lag behind.
  Duration create_grace = std::chrono::seconds(20);
  RetryLimits retry;
  std::string approved_by = "auto";  ///< For the journal: "auto", or the approvers.
  std::string plan_json;             ///< The content of the plan's file, for the journal.
  const Interrupt* interrupt = nullptr;
  /// The lease of the fleet: after its loss nothing is changed. nullptr if no other process can change the
  /// fleet.
  Leadership* leadership = nullptr;
  /// Complete the changes of an earlier apply; create nothing that it did not start.
  bool only_begun = false;
  /// The first number of its calls. Applies that share a provider must use different numbers.
  std::uint64_t first_ticket = 1;
};

/// The inputs of an apply; all of them outlive it.
struct ApplyContext {
  const Plan& plan;
  const ActualState& actual;  ///< Observed directly before.
  Provider& provider;
  Store& store;
  ApplyObserver& observer;
  const ApplyOptions& options;
};

}  // namespace muster
