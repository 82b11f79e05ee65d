#include "reconciler/core/decide/keep_learned.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/flapping.hpp"
#include "reconciler/core/decide/pool_units.hpp"
#include "reconciler/core/decide/target_ways.hpp"
#include "reconciler/core/forecast/knowledge.hpp"

namespace muster {
namespace {

/// Differences under this are rounding.
constexpr double kAlmost = 1e-6;

/// One load, seen, and what its pilot says.
struct Steered {
  const TargetLoad* wanted = nullptr;
  PoolLoad load;
  Signal signal;
  bool blind = false;       ///< The newest reading that was learnt shows a full pool.
  bool answered = false;    ///< The pool has been changed since that reading.
  double weight = 0;        ///< See `Need::weight`.
  forecast::Course course;  ///< In units.
  double serving = 0;       ///< Units.
  double total = 0;         ///< With what is on its way.
  double nominal = 0;       ///< The same, each load taken alone.

  Measure newest() const { return signal.newest.value; }
  bool known() const { return signal.quality == Quality::ok && !load.too_few(); }
  /// A full pool that has answered to this reading already waits for the next one.
  bool grows() const { return course.at_least > total + kAlmost && !(blind && answered); }
  bool shrinks() const { return !signal.spent && serving > course.keep + kAlmost; }
};

/// When the pool was last decided to change.
Instant last_decided(const PoolView& view) {
  Instant last{};
  for (const auto& change : view.situation.recent) {
    if (change.pool == view.pool.name && change.kind != RecentChange::Kind::other)
      last = std::max(last, change.decided_at);
  }
  return last;
}

std::optional<Steered> see(const TargetLoad& wanted, const PoolView& view) {
  const auto& known = view.situation.knowledge->steered;
  const auto found = known.find({view.pool.name, wanted.metric});
  if (found == known.end() || found->second.learnt_until == Instant{}) return std::nullopt;
  Steered seen;
  seen.wanted = &wanted;
  const auto every = view.situation.fleet.sample_every;
  seen.load = load_of(view, wanted.metric, stale_after(every) + every);
  seen.signal = summarise(seen.load.series, seen.load.window, view.now);
  seen.blind = found->second.newest.full;
  const PoolUnits units(wanted, view);
  seen.weight = units.carried(found->second.peak) / std::max(wanted.high.as_double(), kAlmost);
  seen.answered = seen.signal.newest.at <= last_decided(view);
  return seen;
}

/// What the pool carries of each load beside the others, and what follows.
void steer(std::vector<Steered>& loads, const PoolView& view) {
  std::vector<Need> needs;
  for (const auto& seen : loads) needs.push_back({seen.load, {}, {}, seen.weight});
  const Balance balance(needs, view);
  for (std::size_t i = 0; i < loads.size(); ++i) {
    auto& seen = loads[i];
    const PoolUnits units(*seen.wanted, view);
    const auto share = seen.load.capacity > 0 ? balance.now(i) / static_cast<double>(seen.load.capacity) : 1;
    seen.nominal = units.of(seen.load.capacity);
    seen.total = seen.nominal * share;
    seen.serving = units.of(seen.load.serving) * share;
    const auto& known = view.situation.knowledge->steered.at({view.pool.name, seen.wanted->metric});
    seen.course = known.pilot.course({seen.serving, seen.total});
  }
}

std::vector<Steered> see_all(const Target& target, const PoolView& view) {
  std::vector<Steered> loads;
  if (!view.situation.knowledge) return loads;
  for (const auto& wanted : target.loads) {
    auto seen = see(wanted, view);
    if (!seen) return {};
    loads.push_back(*std::move(seen));
  }
  steer(loads, view);
  return loads;
}

/// The load once the pool has so many units, as its series counts it; a little above, so that a shape of
/// just so many is enough.
Need need_of(const Steered& seen, double units) {
  constexpr auto kIdle = Measure::whole(1);
  const auto load = std::max(seen.newest(), kIdle);
  const auto goal = static_cast<double>(load.in_milli()) * seen.nominal / std::max(units, kAlmost);
  return {seen.load, load, Measure::milli(static_cast<std::int64_t>(goal) + 1), seen.weight};
}

std::string number(double units) {
  return format_measure(Measure::milli(static_cast<std::int64_t>(units * 10 + 0.5) * 100));
}

/// "cpu 83 % (band 60 to 80 %): the rule 1.5 x latest + 4 wants 14.2 vCPU, there are 10".
std::string in_words(const Steered& seen, double wanted) {
  const auto* unit = seen.wanted->metric == Metric::agents ? "machines" : "vCPU";
  return fmt::format("{}: the rule {} wants {} {}, there are {}", band_in_words(*seen.wanted, seen.newest()),
                     to_string(seen.course.rule), number(wanted), unit, number(seen.total));
}

/// The reading beside the load from which on the pool grows, or down to which it keeps what it has.
Evidence evidence_of(const Steered& seen, Comparison comparison, const PoolView& view) {
  const auto& rule = seen.course.rule;
  const auto per_unit =
      static_cast<double>(seen.newest().in_milli()) / std::max(seen.course.at_least, kAlmost);
  Evidence evidence;
  evidence.subject = view.subject;
  evidence.metric = seen.wanted->metric;
  evidence.value = seen.newest();
  evidence.comparison = comparison;
  const auto level = (seen.total - static_cast<double>(rule.extra)) / static_cast<double>(rule.factor);
  const auto level_now =
      (seen.course.at_least - static_cast<double>(rule.extra)) / static_cast<double>(rule.factor);
  const bool by_rule = level > 0 && level_now > kAlmost;
  const auto limit =
      by_rule ? static_cast<double>(seen.newest().in_milli()) * level / level_now : per_unit * seen.total;
  evidence.limit = Measure::milli(static_cast<std::int64_t>(limit + 0.5));
  evidence.samples = seen.signal.samples;
  evidence.expected = 1;
  evidence.newest = seen.signal.newest.at;
  return evidence;
}

void grow(Ask& ask, const std::vector<Steered>& loads, const Target& target, const PoolView& view) {
  bool nearly_full = false;
  std::vector<Need> needs;
  for (const auto& seen : loads) {
    needs.push_back(need_of(seen, seen.course.at_least));
    nearly_full = nearly_full || is_nearly_full(*seen.wanted, seen.newest());
    if (!seen.grows()) continue;
    ask.cause.says += (ask.cause.says.empty() ? "" : ", ") + in_words(seen, seen.course.at_least);
    ask.cause.evidence.push_back(evidence_of(seen, Comparison::above, view));
    if (seen.blind) ask.notes.push_back(full_in_words(*seen.wanted, view) + "the pool grows by leaps");
  }
  const WayTerms terms{*ask.policy, target, view, needs};
  auto ways = ways_up(terms);
  spare_none(ways, nearly_full);
  const auto* way = cheapest(ways);
  if (!way) way = best_relief(ways);
  tell_rejected(ask, ways, way, terms);
  if (way) return take_way(ask, *way, Direction::up, needs);
  ask.cause.says += "; nothing can be done about it: " +
                    (ways.empty() ? std::string("no size helps") : ways.front().why_not);
}

/// Whether something stands against giving back what is not kept.
std::optional<Clamp> held(const Ask& ask, const PoolView& view) {
  if (view.warming) {
    return Clamp{Clamp::Kind::cooldown,
                 "a machine still warms up: no way down until its share of the load is known"};
  }
  if (reversals_if_it_shrank(view) > ask.policy->flap_budget) {
    return Clamp{Clamp::Kind::flapping,
                 fmt::format("{}: shrinking now would be one turn too many within an hour", ask.cause.rule)};
  }
  return std::nullopt;
}

void shrink(Ask& ask, const std::vector<Steered>& loads, const Target& target, const PoolView& view) {
  std::vector<Need> needs;
  for (const auto& seen : loads) {
    needs.push_back(need_of(seen, seen.course.keep));
    ask.cause.says += (ask.cause.says.empty() ? "" : ", ") + in_words(seen, seen.course.keep);
    ask.cause.evidence.push_back(evidence_of(seen, Comparison::above, view));
  }
  if (!std::all_of(loads.begin(), loads.end(), [](const Steered& seen) { return seen.shrinks(); })) return;
  const WayTerms terms{*ask.policy, target, view, needs};
  auto ways = ways_down(terms);
  for (auto& way : ways) {
    if (way.why_not.empty() && way.price >= Money())
      way.why_not = "it costs more to do than it saves within " + format_duration(target.pays_back_within);
  }
  const auto* way = cheapest(ways);
  if (!way) return;
  if (auto clamp = held(ask, view)) return ask.clamps.push_back(*std::move(clamp));
  tell_rejected(ask, ways, way, terms);
  take_way(ask, *way, Direction::down, needs);
}

/// Says what nobody can tell; true when nothing can be decided.
bool tell_unknown(Ask& ask, const std::vector<Steered>& loads, const PoolView& view) {
  for (const auto& seen : loads) {
    const auto* metric = to_string(seen.wanted->metric);
    if (!seen.load.silent.empty()) {
      ask.notes.push_back(silence_in_words(seen.load));
      ask.unsure = ask.notes.back();
    }
    if (seen.known()) continue;
    ask.cause.says = fmt::format("{} of pool {} is not known", metric, view.pool.name.value);
    if (ask.unsure.empty()) ask.unsure = ask.cause.says;
    return true;
  }
  return false;
}

}  // namespace

std::optional<Ask> keep_learned(const Policy& policy, const Target& target, const PoolView& view) {
  const auto loads = see_all(target, view);
  if (loads.empty()) return std::nullopt;
  Ask ask;
  ask.policy = &policy;
  ask.cause = {policy.name, "target", target.at, "", {}};
  if (tell_unknown(ask, loads, view)) return ask;
  if (std::any_of(loads.begin(), loads.end(), [](const Steered& seen) { return seen.grows(); })) {
    grow(ask, loads, target, view);
  } else {
    shrink(ask, loads, target, view);
  }
  return ask;
}

}  // namespace muster
