#include "reconciler/core/decide/keep_learned.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/flapping.hpp"
#include "reconciler/core/decide/pool_fullness.hpp"
#include "reconciler/core/decide/target_ways.hpp"
#include "reconciler/core/forecast/knowledge.hpp"

namespace muster {
namespace {

/// Differences under this are rounding.
constexpr double kAlmost = 1e-6;

/// The loads of the pool, seen, and what its pilot says. All sizes are in vCPUs, or what carries the target's
/// first load.
struct Steered {
  std::vector<Need> needs;
  std::vector<Signal> signals;  ///< Of each need.
  forecast::Course course;
  double used = 0;  ///< The newest that was learnt.
  double serving = 0;
  double total = 0;       ///< With what is on its way.
  bool blind = false;     ///< The newest reading that was learnt shows a full pool.
  bool answered = false;  ///< The pool has been changed since that reading.

  /// A full pool that has answered to this reading already waits for the next one.
  bool grows() const { return course.at_least > total + kAlmost && !(blind && answered); }
  bool shrinks() const {
    const bool spent =
        std::any_of(signals.begin(), signals.end(), [](const Signal& signal) { return signal.spent; });
    return !spent && serving > course.keep + kAlmost;
  }
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

/// What the rule would have wanted for the fullest period of that time: where a policy asks for patience, so
/// much is kept.
double wanted_within(Duration window, const forecast::SteeredPool& pool, const forecast::HeadroomRule& rule,
                     const Target& target, const PoolView& view) {
  const PoolFullness fullness(target, loads_of(target, view, window), pool.peaks, view);
  double share = 0;
  for (const auto& period : fullness.periods()) share = std::max(share, period.share);
  return static_cast<double>(rule.factor) * share * fullness.total() + static_cast<double>(rule.extra);
}

std::optional<Steered> see(const Policy& policy, const Target& target, const PoolView& view) {
  if (!view.situation.knowledge) return std::nullopt;
  const auto& known = view.situation.knowledge->steered;
  const auto found = known.find(view.pool.name);
  if (found == known.end() || found->second.learnt_until == Instant{}) return std::nullopt;
  const auto& pool = found->second;
  const auto every = view.situation.fleet.sample_every;
  const PoolFullness fullness(target, loads_of(target, view, stale_after(every) + every), pool.peaks, view);
  Steered seen;
  seen.needs = fullness.needs();
  for (const auto& need : seen.needs) {
    seen.signals.push_back(summarise(need.load.series, need.load.window, view.now));
  }
  seen.used = pool.newest.used;
  seen.blind = pool.newest.full;
  seen.answered = pool.learnt_until <= last_decided(view);
  seen.serving = fullness.serving();
  seen.total = fullness.total();
  seen.course = pool.pilot.course({seen.serving, seen.total});
  if (policy.stabilise_down > Duration(0)) {
    const auto patient = wanted_within(policy.stabilise_down, pool, seen.course.rule, target, view);
    seen.course.keep = std::max(seen.course.keep, patient);
  }
  return seen;
}

/// What each load may come to where the pool should have so many vCPUs for what it carries now; a little
/// more, so that a shape of just so many is enough.
std::vector<Need> needs_for(double wanted, const Steered& seen, const Target& target) {
  constexpr auto kIdle = Measure::whole(1);
  const auto fullest = std::max(seen.used, kAlmost) / std::max(wanted, kAlmost);
  auto needs = seen.needs;
  double share = kAlmost;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    needs[i].wanted = std::max(seen.signals[i].newest.value, kIdle);
    share = std::max(share, PoolFullness::share_of(target.loads[i], needs[i].wanted));
  }
  // Agents may tell of more than the readings of a full pool show.
  const auto hidden = std::max(1.0, seen.used / (share * std::max(seen.total, kAlmost)));
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto goal = PoolFullness::load_at(target.loads[i], fullest / hidden);
    needs[i].goal = std::max(goal, Measure::milli(1)) + Measure::milli(1);
  }
  return needs;
}

std::string number(double units) {
  return format_measure(Measure::milli(static_cast<std::int64_t>(units * 10 + 0.5) * 100));
}

/// "cpu 83% (band 60 to 80%): the rule 1.5 x latest + 4 wants 14.2 vCPU, there are 10".
std::string in_words(const Steered& seen, double wanted, const Target& target) {
  std::string text;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    text += (i == 0 ? "" : ", ") + band_in_words(target.loads[i], seen.signals[i].newest.value);
  }
  const auto* unit = target.loads.front().metric == Metric::agents ? "machines" : "vCPU";
  return fmt::format("{}: the rule {} wants {} {}, there are {}", text, to_string(seen.course.rule),
                     number(wanted), unit, number(seen.total));
}

/// Each load beside what it would have to be, with the others, for the pool to grow.
std::vector<Evidence> evidence_of(const Steered& seen, const Target& target, const PoolView& view) {
  const auto factor = static_cast<double>(seen.course.rule.factor);
  const auto extra = static_cast<double>(seen.course.rule.extra);
  const auto level = (seen.course.at_least - extra) / factor;
  const auto level_then = (seen.total - extra) / factor;
  const bool by_rule = level > kAlmost && level_then > 0;
  const auto times = by_rule ? level_then / level : seen.total / std::max(seen.course.at_least, kAlmost);
  std::vector<Evidence> all;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    Evidence evidence;
    evidence.subject = view.subject;
    evidence.metric = target.loads[i].metric;
    evidence.value = seen.signals[i].newest.value;
    const auto limit = static_cast<double>(evidence.value.in_milli()) * times;
    evidence.limit = Measure::milli(static_cast<std::int64_t>(limit + 0.5));
    evidence.samples = seen.signals[i].samples;
    evidence.expected = 1;
    evidence.newest = seen.signals[i].newest.at;
    all.push_back(std::move(evidence));
  }
  return all;
}

void grow(Ask& ask, const Steered& seen, const Target& target, const PoolView& view) {
  bool nearly_full = false;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    nearly_full = nearly_full || is_nearly_full(target.loads[i], seen.signals[i].newest.value);
    if (seen.needs[i].load.full && seen.blind)
      ask.notes.push_back(full_in_words(target.loads[i], view) + "the pool grows by leaps");
  }
  const auto needs = needs_for(seen.course.at_least, seen, target);
  const WayTerms terms(*ask.policy, target, view, needs);
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

void shrink(Ask& ask, const Steered& seen, const Target& target, const PoolView& view) {
  const auto needs = needs_for(seen.course.keep, seen, target);
  const WayTerms terms(*ask.policy, target, view, needs);
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
bool tell_unknown(Ask& ask, const Steered& seen, const Target& target, const PoolView& view) {
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    const auto& load = seen.needs[i].load;
    if (!load.silent.empty()) {
      ask.notes.push_back(silence_in_words(load));
      ask.unsure = ask.notes.back();
    }
    if (seen.signals[i].quality == Quality::ok && !load.too_few()) continue;
    ask.cause.says = fmt::format("{} of pool {} is not known", to_string(load.metric), view.pool.name.value);
    if (ask.unsure.empty()) ask.unsure = ask.cause.says;
    return true;
  }
  return false;
}

}  // namespace

std::optional<Ask> keep_learned(const Policy& policy, const Target& target, const PoolView& view) {
  const auto seen = see(policy, target, view);
  if (!seen) return std::nullopt;
  Ask ask;
  ask.policy = &policy;
  ask.cause = {policy.name, "target", target.at, "", {}};
  if (tell_unknown(ask, *seen, target, view)) return ask;
  const bool grows = seen->grows();
  ask.cause.says = in_words(*seen, grows ? seen->course.at_least : seen->course.keep, target);
  ask.cause.evidence = evidence_of(*seen, target, view);
  if (grows) {
    grow(ask, *seen, target, view);
  } else if (seen->shrinks()) {
    shrink(ask, *seen, target, view);
  }
  return ask;
}

}  // namespace muster
