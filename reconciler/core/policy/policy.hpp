#pragma once

#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/policy/schedule.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

enum class Comparison { above, below };
const char* to_string(Comparison comparison);  ///< "above", "below".
const char* symbol_of(Comparison comparison);  ///< ">", "<".

/// The action of a threshold rule.
enum class Remedy {
  /// The next size that brings the load below the threshold; at the largest size one more machine.
  scale_up,
  scale_down,   ///< One machine less, or one size less at the minimum.
  add_machine,  ///< One more machine; for agents: as many as the threshold requires.
  add_volume,   ///< One more volume on the machine that crossed the threshold.
  grow_volume,  ///< Grows a volume of that machine; a machine without a volume gets its first one.
};
const char* to_string(Remedy remedy);

/// The subject of the readings of a rule.
enum class Scope {
  machine,  ///< Each machine separately: one that crosses the threshold is enough.
  pool,     ///< The pool's own readings, or the mean over its machines if it has none.
};

/// "cpu above 80% for 5m: scale_up". Strict: 80.0% is not above 80%.
struct ThresholdRule {
  std::string name;
  Metric metric = Metric::cpu;
  Comparison comparison = Comparison::above;
  Measure limit;  ///< In the unit of the metric; or a multiple of normal, see below.
  /// `limit` is a multiple of the subject's normal value: 2 means twice the median of the 24 h before the
  /// window.
  bool times_normal = false;
  Duration lasting{
      0};  ///< Time for which the threshold must be crossed without a break; 0: the newest reading is enough.
  Scope scope = Scope::machine;
  Remedy remedy = Remedy::scale_up;
  int volume_gib = 0;  ///< For add_volume the size, for grow_volume the growth.
  Duration full_within{
      0};  ///< For disks, instead of a threshold: at its present growth the disk is full within this time.
  SourceMark at;

  friend bool operator==(const ThresholdRule&, const ThresholdRule&) = default;
};

struct Threshold {
  std::vector<ThresholdRule> rules;
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// The minimum resources of a pool for up to a number of agents.
struct TierStep {
  int up_to = 0;  ///< Agents, inclusive.
  int machines = 1;
  SizeName size;
  std::vector<int> volumes_gib;  ///< One volume each, on the machines of slots 1, 2, ... in this order.
  int balancers = 0;
  SourceMark at;

  friend bool operator==(const TierStep&, const TierStep&) = default;
};

/// The role of tiers in decisions.
enum class TierRole {
  estimate,  ///< The expected need of that number of agents. It counts while their load cannot be measured
             ///< yet: in a pool without readings, and for a while after the count of agents jumps.
  floor,     ///< The pool never gets smaller than the tier, whatever its load.
};
const char* to_string(TierRole role);  ///< "estimate", "floor".

/// Agent count → shape. Tiers never scale down.
struct Tiers {
  std::vector<TierStep> steps;  ///< By `up_to`, ascending. Above the last one the last shape holds.
  TierRole role = TierRole::estimate;
  /// An estimate answers a jump of the agent count for this time; then measured load alone counts.
  Duration answers_jumps_for = std::chrono::minutes(10);
  friend bool operator==(const Tiers&, const Tiers&) = default;
};

/// One load of a pool and its band.
struct TargetLoad {
  Metric metric = Metric::cpu;        ///< cpu or memory of the whole pool, or agents on one machine.
  Measure low = Measure::whole(60);   ///< Below it the pool is too large,
  Measure high = Measure::whole(80);  ///< above it too small.
  SourceMark at;

  friend bool operator==(const TargetLoad&, const TargetLoad&) = default;
};

/// The capacity of a pool beyond its load.
enum class Headroom {
  fixed,  ///< Enough to keep the load within its band.
  /// By headroom rules that muster simulates on this pool's own load; it uses the cheapest one. The upper
  /// edge is the limit of overload.
  learned,
  careful,  ///< The same, with the price of overload multiplied by fifteen.
};
inline bool is_learned(Headroom headroom) {
  return headroom != Headroom::fixed;
}

/// Keeps loads within their bands with the cheapest resources. Money, minutes off and disturbed agents are
/// added to one price: the cost of an option within `pays_back_within`.
struct Target {
  std::vector<TargetLoad> loads;
  Headroom headroom = Headroom::fixed;
  /// Time above a band before the pool grows; a nearly full load causes growth at once.
  Duration react = std::chrono::seconds(30);
  Duration pays_back_within = std::chrono::hours(24);
  Money minute_off = Money::micros(20'000);  ///< Price of one machine for a minute off.
  /// Price of one agent that is restarted elsewhere; a pause costs half.
  Money agent_moved = Money::micros(10'000);
  SourceMark at;

  friend bool operator==(const Target&, const Target&) = default;
};

/// Predicts the load of a pool from its earlier load. If that pays, capacity is prepared ahead. It never
/// removes anything.
struct Forecast {
  Metric metric = Metric::cpu;         ///< cpu, memory or agents of the whole pool.
  bool active = false;                 ///< Otherwise in shadow: it reports, and requests nothing.
  Measure below = Measure::whole(80);  ///< Limit for the predicted load; for agents: on one machine.
  int sure_percent = 95;               ///< The quantile for which capacity is prepared, in percent.
  Duration min_history = std::chrono::hours(24);
  SourceMark at;

  friend bool operator==(const Forecast&, const Forecast&) = default;
};

/// Proposes unused resources for destruction, after a while and with an approval.
struct Unused {
  Duration volumes_after = std::chrono::days(14);  ///< Time without a machine.
  bool snapshot = true;  ///< Take a snapshot of a volume's data before it is destroyed.
  SourceMark at;

  friend bool operator==(const Unused&, const Unused&) = default;
};

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
  std::variant<Threshold, Tiers, Schedule, Spare, Target, Forecast, Unused> rule;
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
