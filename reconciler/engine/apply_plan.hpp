#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/apply/retry.hpp"
#include "reconciler/core/plan/plan.hpp"
#include "reconciler/engine/apply_observer.hpp"
#include "reconciler/engine/interrupt.hpp"
#include "reconciler/engine/lead.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// How an apply goes about its work. The defaults suit a real cloud.
struct ApplyOptions {
  int max_calls = 16;     ///< Calls with an effect under way at once. Waiting for a boot is not a call.
  int max_looks = 512;    ///< Looks under way at once: many of them are answered by one listing.
  int max_changes = 512;  ///< Changes begun and not yet ended at once.
  Duration poll_first = std::chrono::milliseconds(250);  ///< Until the first look after a call.
  Duration poll_most = std::chrono::seconds(3);  ///< The longer it takes the rarer it is looked, up to this.
  Duration look_spacing = std::chrono::milliseconds(20);  ///< Until the next round of looks, for each in one.
  /// How long a created object may stay invisible: after a lost reply it is looked for this long before the
  /// create is repeated, because listings lag behind.
  Duration create_grace = std::chrono::seconds(20);
  RetryLimits retry;
  std::string approved_by = "auto";  ///< Goes into the journal: "auto", or who.
  std::string plan_json;             ///< The plan's file, for the journal.
  const Interrupt* interrupt = nullptr;
  /// Under which the fleet is changed: nothing is once it is lost. nullptr where nobody else can be at work.
  Leadership* leadership = nullptr;
  bool only_begun = false;  ///< Finish what an earlier apply began; what it never made is not made now.
  /// The first of the numbers of its calls. Applies that share a provider must not share numbers.
  std::uint64_t first_ticket = 1;
};

/// Carries the plan out: in the order of its `after`, side by side where independent. `actual` is what was
/// seen just before, so that what is already so is not done again, and what moved is not touched.
///
/// Each call is journalled before it is made and after it ended. What a lost reply leaves open is looked up
/// before anything is repeated. What a failure blocks is skipped; everything else goes on. A machine that a
/// failed resize left off is powered on again. Never fails as a whole: partial success is a report.
ApplyReport apply_plan(const Plan& plan, const ActualState& actual, Provider& provider, Store& store,
                       Clock& clock, ApplyObserver& observer, const ApplyOptions& options = {});

}  // namespace muster
