#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/policy/kind/forecast.hpp"
#include "reconciler/core/policy/kind/schedule.hpp"
#include "reconciler/core/policy/kind/spare.hpp"
#include "reconciler/core/policy/kind/target.hpp"
#include "reconciler/core/policy/kind/threshold.hpp"
#include "reconciler/core/policy/kind/tiers.hpp"
#include "reconciler/core/policy/kind/unused.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// The rule of a policy: one of these kinds. Each has a file of its name in kind/ (its value), in check/, in
/// core/decide/strategy (its decision) and in adapters/config/policy (its loader). A stage that leaves out a
/// kind does not compile.
using PolicyRule = std::variant<Threshold, Tiers, Schedule, Spare, Target, Forecast, Unused>;

/// The field of each kind in a policy file, in the order of PolicyRule.
inline constexpr std::array<const char*, std::variant_size_v<PolicyRule>> kPolicyKinds = {
    "threshold", "tiers", "schedule", "spare", "target", "forecast", "unused"};

/// Behaviour of a policy while its readings are missing.
enum class OnMissing {
  hold_or_up,  ///< The available readings may still request growth; nothing shrinks. The default.
  hold,        ///< No change while any reading of the pool is missing.
};

/// One set of rules from signals to recommendations, for the pools that it selects.
struct Policy {
  PolicyName name;
  /// Regular expressions over whole pool names; "worker" matches only that name.
  std::vector<std::string> pools;
  PolicyRule rule;
  Duration cooldown_up{0};  ///< Time after a growth of the pool in which this policy requests no growth.
  /// Time after a change without scale down. It never delays growth.
  Duration cooldown_down = std::chrono::minutes(10);
  /// The highest recommendation of this window is used for a scale down.
  Duration stabilise_down = std::chrono::minutes(10);
  int max_add = 4;                                   ///< Largest number of machines that one plan adds.
  int max_remove = 1;                                ///< Largest number of machines that one plan removes.
  Duration min_lifetime = std::chrono::minutes(15);  ///< A younger machine is neither removed nor shrunk.
  int flap_budget = 2;  ///< Largest number of reversals within an hour; with more, the pool does not shrink.
  OnMissing on_missing = OnMissing::hold_or_up;
  bool suspended = false;
  SourceMark at;

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Whether the policy selects this pool. The patterns were checked when the policy was loaded.
bool selects(const Policy& policy, const PoolName& pool);
}  // namespace muster
