#include "reconciler/core/alert/reading_alerts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/decide/blind_rules.hpp"
#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

constexpr std::size_t kSilentListed = 5;

/// Returns the metrics that rules of this pool use, without duplicates.
std::set<Metric> metrics_used(const World& world, const Pool& pool) {
  std::set<Metric> used;
  for (const auto& policy : world.policies) {
    if (policy.suspended || !selects(policy, pool.name)) continue;
    if (const auto* threshold = std::get_if<Threshold>(&policy.rule)) {
      for (const auto& rule : threshold->rules)
        if (rule.scope == Scope::machine) used.insert(rule.metric);
    }
    if (const auto* target = std::get_if<Target>(&policy.rule))
      for (const auto& load : target->loads) used.insert(load.metric);
    if (const auto* forecast = std::get_if<Forecast>(&policy.rule)) used.insert(forecast->metric);
  }
  return used;
}

struct Silent {
  std::vector<std::string> machines;
  std::set<std::string> metrics;
  int of = 0;
  Instant since;  ///< Of the last reading that came from one of them; the earliest.
};

Silent silent_in(const World& world, const Pool& pool, Instant now) {
  Silent silent;
  const auto metrics = metrics_used(world, pool);
  silent.since = now;
  for (const auto& [slot, machine] : world.actual.machines) {
    if (slot.pool != pool.name || machine.status != MachineStatus::running) continue;
    ++silent.of;
    bool lost = false;
    for (const auto metric : metrics) {
      const Window newest{.sample_every = declared_step(world.fleet, metric, pool.name)};
      // A new machine has time for its first reading until that reading would be stale.
      if (now - machine.created_at < stale_after(newest.sample_every) + pool.ready_within) continue;
      const auto signal = summarise(world.readings.series(slot, metric), newest, now);
      if (signal.quality == Quality::ok) continue;
      // A metric that never arrived is not lost: the machine may not have it at all.
      if (signal.quality == Quality::missing && metric != Metric::cpu) continue;
      lost = true;
      silent.metrics.insert(to_string(metric));
      if (signal.quality != Quality::missing) silent.since = std::min(silent.since, signal.newest.at);
    }
    if (lost) silent.machines.push_back(to_string(slot));
  }
  return silent;
}

void add_blind_alerts(const Round& round, Instant now, RoundAlerts& into) {
  for (const auto& blind : blind_rules_of(decision_inputs_of(*round.world), round.weighed_at))
    into.firing.push_back({.name = AlertName::rule_blind,
                           .subject = blind.pool.value,
                           .summary = to_string(blind),
                           .labels = {{"policy", blind.policy.value},
                                      {"rule", blind.rule},
                                      {"metric", to_string(blind.metric)}},
                           .since = now});
}

}  // namespace

void add_reading_alerts(const Round& round, Instant now, RoundAlerts& into) {
  const auto& world = *round.world;
  for (const auto& pool : world.fleet.pools) {
    const auto silent = silent_in(world, pool, round.weighed_at);
    if (silent.machines.empty()) continue;
    Alert alert{
        .name = AlertName::readings_lost, .subject = pool.name.value, .summary = {}, .since = silent.since};
    const auto count = silent.machines.size();
    if (count * 2 > static_cast<std::size_t>(silent.of)) alert.severity = AlertSeverity::critical;
    const std::vector<std::string> reported(
        silent.machines.begin(),
        silent.machines.begin() + static_cast<std::ptrdiff_t>(std::min(count, kSilentListed)));
    alert.summary = fmt::format(
        "{} of {} machines of pool {} do not report {}: {}{}; muster does not scale the pool down meanwhile",
        count, silent.of, pool.name.value, fmt::join(silent.metrics, ", "), fmt::join(reported, ", "),
        count > kSilentListed ? " and others" : "");
    into.firing.push_back(std::move(alert));
  }
  add_blind_alerts(round, now, into);
  if (!round.warnings.empty()) {
    Alert alert{.name = AlertName::sources_failed,
                .subject = "readings",
                .summary = round.warnings.front(),
                .since = now};
    if (round.warnings.size() > 1) alert.summary += fmt::format("; and {} more", round.warnings.size() - 1);
    into.firing.push_back(std::move(alert));
  }
}

}  // namespace muster
