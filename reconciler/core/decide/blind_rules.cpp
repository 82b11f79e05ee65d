#include "reconciler/core/decide/blind_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/policy/looks_at.hpp"
#include "reconciler/core/reading/source_reach.hpp"

namespace muster {
namespace {

/// What is missing for shorter than this comes back by itself: a machine that was restarted.
constexpr Duration kNotForAMoment = 30min;
constexpr const char* kCannotHold = " cannot hold for pool ";
constexpr const char* kNeverCame = "no reading of ";
constexpr const char* kOfPolicy = " of policy ";

/// How the readings of one metric stand, over the subjects that should have told it by now.
struct Heard {
  int subjects = 0;
  int fresh = 0;
  int often_enough = 0;
  int covered = 0;   ///< With as many readings as their step promises.
  Duration step{0};  ///< The longest of those that come too seldom.
  Instant newest{};  ///< Of those that are not fresh.

  bool too_few(int of) const { return of * 5 < subjects * 3; }
};

class PoolEar {
 public:
  explicit PoolEar(const PoolView& view) : view_(view) {}

  Heard hear(const LooksAt& looks) const {
    Heard heard;
    const auto& own = view_.situation.readings.series(view_.subject, looks.metric);
    if (looks.scope == Scope::pool && !own.empty()) {
      take(heard, own, looks);
      return heard;
    }
    for (const auto& machine : view_.machines) {
      if (is_new(machine, looks.metric)) continue;
      take(heard, view_.situation.readings.series(machine.subject, looks.metric), looks);
    }
    return heard;
  }

 private:
  /// A machine gets the time that it may take to be ready, and a few steps, for its first reading.
  bool is_new(const MachineView& machine, Metric metric) const {
    const auto patience = view_.pool.ready_within + stale_after(newest_reading(view_, metric).sample_every);
    return !machine.serves() || machine.warming || view_.now - machine.machine->created_at < patience;
  }

  void take(Heard& heard, const Series& series, const LooksAt& looks) const {
    ++heard.subjects;
    const auto signal = summarise(series, newest_reading(view_, looks.metric), view_.now);
    if (signal.quality != Quality::ok) {
      if (signal.quality != Quality::missing) heard.newest = std::max(heard.newest, signal.newest.at);
      return;
    }
    ++heard.fresh;
    heard.covered += is_covered(series, looks) ? 1 : 0;
    if (signal.too_seldom_for(looks.window)) {
      heard.step = std::max(heard.step, signal.step);
    } else {
      ++heard.often_enough;
    }
  }

  /// Too few readings in the window, and not only for a moment.
  bool is_covered(const Series& series, const LooksAt& looks) const {
    const auto step = newest_reading(view_, looks.metric).sample_every;
    if (looks.window == Duration(0)) return true;
    return summarise(series, {looks.window, step, {}}, view_.now).covered() ||
           summarise(series, {std::max(looks.window, kNotForAMoment), step, {}}, view_.now).covered();
  }

  const PoolView& view_;
};

std::string stopped_in_words(const LooksAt& looks, const Heard& heard, const PoolView& view) {
  const auto* metric = to_string(looks.metric);
  const auto since = heard.newest == Instant{} ? std::string("no good reading is known")
                                               : "the last came at " + format_instant(heard.newest);
  const auto hold = silence_hold(view, looks.metric, looks.scope);
  const auto down = hold.holds ? "nothing goes down" + held_in_words(hold.until)
                               : std::string("it stands against other rules no longer");
  return fmt::format("{} of {} do not report {}: {}; {}. Look at the source, or suspend the policy",
                     heard.subjects - heard.fresh, heard.subjects, metric, since, down);
}

/// Why the rule cannot hold; empty where it can.
std::string why_blind(const LooksAt& looks, const PoolView& view) {
  const auto* metric = to_string(looks.metric);
  if (looks.counts && count_agents(view).agents) return "";
  const bool reported = is_reported(view, looks.metric);
  if (!reported && reports_of(view.situation.fleet, looks.metric, view.pool.name) == Reports::never)
    return fmt::format("no source of the fleet reports {}: {}", metric, what_would_report(looks.metric));
  const auto heard = PoolEar(view).hear(looks);
  if (heard.subjects == 0) return "";
  if (!reported)
    return fmt::format("{}{} ever came: {}", kNeverCame, metric, what_would_report(looks.metric));
  if (heard.too_few(heard.fresh)) return stopped_in_words(looks, heard, view);
  if (looks.window > Duration(0) && heard.step > Duration(0) && heard.too_few(heard.often_enough))
    return fmt::format(
        "a reading of {} comes every {}, too seldom for {}: a window needs two; ask for {} or "
        "longer, or name a source that reports more often",
        metric, format_duration(heard.step), format_duration(looks.window), format_duration(heard.step * 2));
  if (heard.too_few(heard.covered))
    return fmt::format(
        "fewer than four of five readings of {} come that its source should report; look at the "
        "source, or suspend the policy",
        metric);
  return "";
}

std::string named(const BlindRule& blind) {
  return blind.rule + kOfPolicy + blind.policy.value;
}

bool is_one_fact(const BlindRule& a, const BlindRule& b) {
  return a.pool == b.pool && (a.says == b.says || (a.never_came && b.never_came));
}

/// "rules crowded of policy agents, tiers of policy tiers cannot hold for pool worker: ..."
std::string together(const std::vector<BlindRule>& alike) {
  std::vector<std::string> rules;
  std::vector<std::string> metrics;
  for (const auto& blind : alike) {
    rules.push_back(named(blind));
    const std::string metric = to_string(blind.metric);
    if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) metrics.push_back(metric);
  }
  const auto says = metrics.size() == 1
                        ? alike.front().says
                        : fmt::format(
                              "no reading of {} ever came: name sources that report them "
                              "(docs/how-to/connect-readings.md says which), or suspend the policies",
                              fmt::join(metrics, ", "));
  return fmt::format("rules {}{}{}: {}", fmt::join(rules, ", "), kCannotHold, alike.front().pool.value, says);
}

}  // namespace

std::string to_string(const BlindRule& blind) {
  return fmt::format("rule {}{}{}: {}", named(blind), kCannotHold, blind.pool.value, blind.says);
}

std::vector<std::string> in_words(const std::vector<BlindRule>& blind) {
  std::vector<std::string> sentences;
  std::vector<bool> told(blind.size());
  for (std::size_t i = 0; i < blind.size(); ++i) {
    if (told[i]) continue;
    std::vector<BlindRule> alike;
    for (std::size_t k = i; k < blind.size(); ++k) {
      if (told[k] || !is_one_fact(blind[i], blind[k])) continue;
      alike.push_back(blind[k]);
      told[k] = true;
    }
    sentences.push_back(alike.size() == 1 ? to_string(alike.front()) : together(alike));
  }
  return sentences;
}

int count_blind_rules(const std::vector<std::string>& warnings) {
  int count = 0;
  for (const auto& warning : warnings) {
    const auto end = warning.find(kCannotHold);
    if (end == std::string::npos || !warning.starts_with("rule")) continue;
    for (auto at = warning.find(kOfPolicy); at < end; at = warning.find(kOfPolicy, at + 1)) ++count;
  }
  return count;
}

std::vector<BlindRule> blind_rules_of(const DecisionInputs& situation, Instant now) {
  std::vector<BlindRule> blind;
  for (const auto& pool : situation.fleet.pools) {
    const auto view = view_of(situation, pool, now);
    for (const auto& policy : situation.policies) {
      if (policy.suspended || !selects(policy, pool.name)) continue;
      for (const auto& looks : looks_of(policy)) {
        auto why = why_blind(looks, view);
        if (why.empty()) continue;
        const bool never_came = why.starts_with(kNeverCame);
        blind.push_back(
            {policy.name, looks.rule, looks.at, pool.name, looks.metric, std::move(why), never_came});
      }
    }
  }
  return blind;
}

}  // namespace muster
