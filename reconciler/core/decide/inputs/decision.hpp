#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// A signal that a rule was checked against: the value, the time that it lasted, and the line.
struct Evidence {
  Subject subject;
  Metric metric = Metric::cpu;
  Measure value;  ///< The weakest value of the window: all others were at least this far beyond the line.
  Comparison comparison = Comparison::above;
  Measure limit;                  ///< In the metric's unit, also where the rule is in multiples of normal.
  std::optional<Measure> normal;  ///< The baseline behind `limit`, where the rule is in multiples of it.
  Duration window{0};             ///< How long the rule requires the breach to last; 0: the newest reading.
  Duration held{0};               ///< How long the breach lasted, as far as readings show.
  int samples = 0;                ///< ok readings in the window.
  int expected = 0;               ///< The number of readings that the window should have.
  Instant newest;                 ///< The time of the newest reading used.

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// "worker/1 cpu 85.3% > 80% for 6m of 5m (12 of 12 readings)"
std::string to_string(const Evidence& evidence);

/// The reason for a change: the rule, its place in git, and its evidence. Every change has at least one.
struct Cause {
  PolicyName policy;  ///< Empty where the fleet file itself requires it (minimum, load balancer, firewall).
  std::string rule;   ///< "cpu-hot", "tier up to 25 agents", "pool minimum".
  SourceMark at;
  std::string message;  ///< One sentence: "12 agents need 2 machines of s-2vcpu-4gb".
  std::vector<Evidence> evidence;

  friend bool operator==(const Cause&, const Cause&) = default;
};

/// The resources of a pool that decisions can change.
struct PoolShape {
  std::map<int, SizeName> machines;                ///< By slot number.
  std::map<std::pair<int, int>, int> volumes_gib;  ///< By slot number and volume number: size in GiB.
  int balancers = 0;
  /// Volumes to destroy with their data, by slot and volume number. Volumes that are only unused are kept.
  std::map<std::pair<int, int>, Discard> discarded{};

  friend bool operator==(const PoolShape&, const PoolShape&) = default;
};

enum class Direction { down, hold, up };
inline constexpr auto kDirectionWords = enum_words<Direction>({
    {Direction::down, "down"},
    {Direction::hold, "hold"},
    {Direction::up, "up"},
});
constexpr const char* to_string(Direction direction) {
  return kDirectionWords.of(direction);
}

/// The recommendation of one rule of one policy for a pool.
struct Recommendation {
  Cause because;
  Direction direction = Direction::hold;
  PoolShape to;  ///< The whole shape of the pool that the rule recommends; empty for hold.

  friend bool operator==(const Recommendation&, const Recommendation&) = default;
};

/// A limit that cut a recommendation.
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
/// In plan files and JSON.
inline constexpr auto kClampWords = enum_words<Clamp::Kind>({
    {Clamp::Kind::missing_data, "missing_data"},
    {Clamp::Kind::cooldown, "cooldown"},
    {Clamp::Kind::stabilisation, "stabilisation"},
    {Clamp::Kind::rate, "rate"},
    {Clamp::Kind::bounds, "bounds"},
    {Clamp::Kind::disruption, "disruption"},
    {Clamp::Kind::money, "money"},
    {Clamp::Kind::account_limit, "account_limit"},
    {Clamp::Kind::flapping, "flapping"},
    {Clamp::Kind::overload, "overload"},
});
/// In sentences.
inline constexpr auto kClampTitles = enum_words<Clamp::Kind>({
    {Clamp::Kind::missing_data, "missing data"},
    {Clamp::Kind::cooldown, "cooldown"},
    {Clamp::Kind::stabilisation, "stabilisation"},
    {Clamp::Kind::rate, "rate limit"},
    {Clamp::Kind::bounds, "bounds"},
    {Clamp::Kind::disruption, "disruption budget"},
    {Clamp::Kind::money, "money cap"},
    {Clamp::Kind::account_limit, "account limit"},
    {Clamp::Kind::flapping, "flap budget"},
    {Clamp::Kind::overload, "overload"},
});
constexpr const char* to_string(Clamp::Kind kind) {
  return kClampTitles.of(kind);
}

/// Another option that muster evaluated and did not choose.
struct Alternative {
  std::string what;            ///< "resize worker/1 to s-2vcpu-4gb".
  std::optional<Money> delta;  ///< The difference to the monthly price.
  std::string why_not;         ///< "same 2 vCPU: cpu would stay at 85%".

  friend bool operator==(const Alternative&, const Alternative&) = default;
};

/// One resource of a shape, as a key.
using ResourceRef = std::variant<Slot, VolumeSlot, BalancerSlot>;

/// The result of all policies for one pool, after every clamp.
struct Decision {
  PoolName pool;
  Direction direction = Direction::hold;
  PoolShape from;
  PoolShape uncapped;  ///< The shape that the policies recommend, before the clamps.
  PoolShape to;
  std::map<ResourceRef, std::vector<Cause>> because;  ///< For every resource that `to` changes.
  std::vector<Recommendation> recommendations;        ///< Of every rule, also of those that hold.
  std::vector<Clamp> clamps;                          ///< In the order they were applied.
  std::vector<Alternative> rejected;
  std::vector<std::string> notes;  ///< "no baseline yet for response_time", "2 of 5 machines do not report".

  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace muster
