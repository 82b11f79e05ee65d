#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// A signal that a rule was held against: what was seen, over how long, against what line.
struct Evidence {
  Subject subject;
  Metric metric = Metric::cpu;
  Measure value;  ///< The weakest value of the window: all of them were at least this far over the line.
  Comparison comparison = Comparison::above;
  Measure limit;  ///< In the metric's unit, also where the rule speaks of multiples of normal.
  std::optional<Measure> normal;  ///< The baseline behind `limit`, when the rule speaks of multiples of it.
  Duration window{0};             ///< How long it had to last; 0: the newest reading.
  Duration held{0};               ///< How long it did last, as far as the readings tell.
  int samples = 0;                ///< Readings in the window that are ok.
  int expected = 0;               ///< Readings that should have been there.
  Instant newest;                 ///< Of the newest reading used.

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// "worker/1 cpu 85.3 % > 80 % for 6m (12 of 12 readings)"
std::string to_string(const Evidence& evidence);

/// Why something is wanted: the rule, where it stands in git, and what it saw. Every change has at least one.
struct Cause {
  PolicyName policy;  ///< Empty when the fleet file itself asks for it (minimum, load balancer, firewall).
  std::string rule;   ///< "cpu-hot", "tier up to 25 agents", "pool minimum".
  SourceMark at;
  std::string message;  ///< One sentence: "12 agents need 2 machines of s-2vcpu-4gb".
  std::vector<Evidence> evidence;

  friend bool operator==(const Cause&, const Cause&) = default;
};

/// What a pool is made of, as far as decisions change it.
struct PoolShape {
  std::map<int, SizeName> machines;                ///< By slot number.
  std::map<std::pair<int, int>, int> volumes_gib;  ///< By slot number and volume number: size in GiB.
  int balancers = 0;
  /// Volumes that go with their data, by slot number and volume number. What is merely not wanted is kept.
  std::map<std::pair<int, int>, Discard> discarded{};

  friend bool operator==(const PoolShape&, const PoolShape&) = default;
};

enum class Direction { down, hold, up };
const char* to_string(Direction direction);

/// What one rule of one policy wants of a pool.
struct Recommendation {
  Cause because;
  Direction direction = Direction::hold;
  PoolShape to;  ///< The pool's whole shape as this rule wants it; left empty for hold.

  friend bool operator==(const Recommendation&, const Recommendation&) = default;
};

/// Something that cut a wish short.
struct Clamp {
  enum class Kind {
    missing_data,
    cooldown,
    stabilisation,
    rate,
    bounds,
    disruption,
    money,
    account_limit,
    flapping,
    overload
  };
  Kind kind = Kind::bounds;
  std::string message;  ///< "5 machines wanted, pool worker allows 4".

  friend bool operator==(const Clamp&, const Clamp&) = default;
};
const char* to_string(Clamp::Kind kind);

/// Another way that was looked at and not taken.
struct Alternative {
  std::string what;            ///< "resize worker/1 to s-2vcpu-4gb".
  std::optional<Money> delta;  ///< What it would add to the month.
  std::string why_not;         ///< "same 2 vCPU: cpu would stay at 85 %".

  friend bool operator==(const Alternative&, const Alternative&) = default;
};

/// What a part of a shape is called in `Decision::because`.
using ResourceRef = std::variant<Slot, VolumeSlot, BalancerSlot>;

/// What all policies come to for one pool, after every clamp.
struct Decision {
  PoolName pool;
  Direction direction = Direction::hold;
  PoolShape from;
  PoolShape uncapped;  ///< What was wanted before the clamps.
  PoolShape to;
  std::map<ResourceRef, std::vector<Cause>> because;  ///< For every part in which `to` differs from `from`.
  std::vector<Recommendation> recommendations;        ///< Every rule's, also those that hold.
  std::vector<Clamp> clamps;                          ///< In the order they were applied.
  std::vector<Alternative> rejected;
  std::vector<std::string> notes;  ///< "no baseline yet for response_time", "2 of 5 machines do not report".

  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace muster
