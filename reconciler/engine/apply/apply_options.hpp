#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "reconciler/core/apply/retry.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/engine/call/interrupt.hpp"
#include "reconciler/engine/lease/leadership.hpp"

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

}  // namespace muster
