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

/// What a threshold rule asks for once its line is crossed long enough.
enum class Remedy {
  scale_up,     ///< The next size that brings the load under the line; at the top of the ladder one machine
                ///< more.
  scale_down,   ///< One machine less, or one size less at the minimum.
  add_machine,  ///< One machine more; for agents: as many as the line asks for.
  add_volume,   ///< One volume more on the machine that crossed the line.
  grow_volume,  ///< The fullest-grown volume of that machine becomes larger; one that has none gets its
                ///< first.
};
const char* to_string(Remedy remedy);

/// Whose readings a rule looks at.
enum class Scope {
  machine,  ///< Each machine by itself: one that crosses the line is enough.
  pool,     ///< The pool's own readings, or the mean over its machines when it has none.
};

/// "cpu above 80% for 5m: scale_up". Strict: 80.0 % is not above 80 %.
struct ThresholdRule {
  std::string name;
  Metric metric = Metric::cpu;
  Comparison comparison = Comparison::above;
  Measure limit;              ///< In the metric's unit; or a multiple of normal, see below.
  bool times_normal = false;  ///< `limit` counts multiples of the subject's normal: 2 means twice the median
                              ///< of the trailing 24 h before the window.
  Duration lasting{
      0};  ///< How long the line must have been crossed without a break; 0: the newest reading is enough.
  Scope scope = Scope::machine;
  Remedy remedy = Remedy::scale_up;
  int volume_gib = 0;  ///< For add_volume and grow_volume: so much more.
  Duration full_within{
      0};  ///< Instead of a line, for disks: at its present growth it is full within so long.
  SourceMark at;

  friend bool operator==(const ThresholdRule&, const ThresholdRule&) = default;
};

struct Threshold {
  std::vector<ThresholdRule> rules;
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// The shape that a pool needs, at least, for up to so many agents.
struct TierStep {
  int up_to = 0;  ///< Agents, inclusive.
  int machines = 1;
  SizeName size;
  std::vector<int> volumes_gib;  ///< One volume each, on the machines of slots 1, 2, ... in this order.
  int balancers = 0;
  SourceMark at;

  friend bool operator==(const TierStep&, const TierStep&) = default;
};

/// Agent count → shape. A tier is a floor: it never takes away.
struct Tiers {
  std::vector<TierStep> steps;  ///< By `up_to`, ascending. Above the last one the last shape holds.
  friend bool operator==(const Tiers&, const Tiers&) = default;
};

/// One load of a pool and where it should lie.
struct TargetLoad {
  Metric metric = Metric::cpu;        ///< cpu or memory of the whole pool, or agents on one machine.
  Measure low = Measure::whole(60);   ///< Under it the pool is too large,
  Measure high = Measure::whole(80);  ///< above it too small.
  SourceMark at;

  friend bool operator==(const TargetLoad&, const TargetLoad&) = default;
};

/// How much more than its load a pool carries.
enum class Headroom {
  fixed,    ///< So much that the load lies within its band.
  learned,  ///< As much as has paid on this pool's own load so far: rules are tried in shadow, the best is
            ///< followed. The upper edge says what counts as too full.
  careful,  ///< The same, with overload at fifteen times its price.
};
inline bool is_learned(Headroom headroom) {
  return headroom != Headroom::fixed;
}

/// Loads are kept within their bands by the cheapest shape. Money, minutes off and disturbed agents are one
/// price: what a way costs within `pays_back_within`.
struct Target {
  std::vector<TargetLoad> loads;
  Headroom headroom = Headroom::fixed;
  Duration react = std::chrono::seconds(30);  ///< So long above a band before the pool grows; a load that is
                                              ///< nearly full waits for nothing.
  Duration pays_back_within = std::chrono::hours(24);
  Money minute_off = Money::micros(20'000);   ///< One machine for a minute.
  Money agent_moved = Money::micros(10'000);  ///< One agent started anew elsewhere; paused: half of it.
  SourceMark at;

  friend bool operator==(const Target&, const Target&) = default;
};

/// What a pool will be asked for is learnt from what it was asked for; where that pays, the pool is made
/// ready ahead. It never takes away.
struct Forecast {
  Metric metric = Metric::cpu;         ///< cpu, memory or agents of the whole pool.
  bool active = false;                 ///< Otherwise in shadow: it tells, and asks for nothing.
  Measure below = Measure::whole(80);  ///< What is expected should stay under it; agents: on one machine.
  int sure_percent = 95;               ///< The quantile that is made ready for.
  Duration min_history = std::chrono::hours(24);
  SourceMark at;

  friend bool operator==(const Forecast&, const Forecast&) = default;
};

/// What nobody uses any more goes, after a while and with a person's yes.
struct Unused {
  Duration volumes_after = std::chrono::days(14);  ///< So long without a machine.
  bool snapshot = true;                            ///< Of a volume's data, before it goes.
  SourceMark at;

  friend bool operator==(const Unused&, const Unused&) = default;
};

/// What a policy does when its readings are missing.
enum class OnMissing {
  hold_or_up,  ///< What can be read may still ask for more; nothing goes down. The default.
  hold,        ///< Nothing at all happens while any reading of the pool is missing.
};

/// One rule set from signals to wishes, for the pools it selects.
struct Policy {
  PolicyName name;
  std::vector<std::string> pools;  ///< Regular expressions over whole pool names; "worker" means just that.
  std::variant<Threshold, Tiers, Schedule, Spare, Target, Forecast, Unused> rule;
  Duration cooldown_up{0};  ///< After a change that grew the pool, this policy asks for no more.
  Duration cooldown_down = std::chrono::minutes(10);   ///< Never delays growth.
  Duration stabilise_down = std::chrono::minutes(10);  ///< The highest recommendation of this window wins.
  int max_add = 4;                                     ///< So many machines more at once, at most.
  int max_remove = 1;                                  ///< So many machines less at once, at most.
  Duration min_lifetime = std::chrono::minutes(15);    ///< A machine younger than this is not taken away or
                                                       ///< made smaller.
  int flap_budget = 2;  ///< More reversals than so many within an hour, and the pool does not shrink.
  OnMissing on_missing = OnMissing::hold_or_up;
  bool suspended = false;
  SourceMark at;

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Whether the policy's selector names this pool. The patterns were checked when the policy was read.
bool selects(const Policy& policy, const PoolName& pool);
}  // namespace muster
