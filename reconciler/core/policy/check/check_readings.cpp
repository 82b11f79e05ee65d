#include "reconciler/core/policy/check/check_readings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "reconciler/core/policy/check/check_kinds.hpp"
#include "reconciler/core/reading/source_reach.hpp"

namespace muster {
namespace {

/// Whether the pool has agent kinds and each declares its number.
bool numbers_declared(const Fleet& fleet, const PoolName& pool) {
  bool any = false;
  for (const auto& agents : fleet.agents) {
    if (agents.pool != pool) continue;
    if (!agents.count) return false;
    any = true;
  }
  return any;
}

/// The declared source that reports the metric most often, with its interval; nullopt if there is none.
std::optional<std::pair<std::string, Duration>> most_often(const Fleet& fleet, Metric metric,
                                                           const PoolName& pool) {
  std::optional<std::pair<std::string, Duration>> best;
  for (const auto& source : fleet.readings) {
    if (reports_of(source, metric, pool) == Reports::never) continue;
    const auto step = declared_step(fleet, source);
    if (!best || step < best->second) best = {source.kind, step};
  }
  return best;
}

std::optional<Diagnostic> nobody_reports(const LooksAt& looks, const Policy& policy,
                                         const std::vector<PoolName>& pools, const Fleet& fleet) {
  const auto reported = [&](const PoolName& pool) {
    return reports_of(fleet, looks.metric, pool) != Reports::never ||
           (looks.counts && numbers_declared(fleet, pool));
  };
  if (pools.empty() || std::any_of(pools.begin(), pools.end(), reported)) return std::nullopt;
  return Diagnostic{
      .severity = Severity::warning,
      .at = looks.at,
      .path = looks.path,
      .summary = fmt::format("no source of the fleet reports {}: rule {} of policy {} cannot be evaluated",
                             to_string(looks.metric), looks.rule, policy.name.value),
      .expected = "a metric that a source reports",
      .hint = what_would_report(looks.metric)};
}

std::optional<Diagnostic> too_short(const LooksAt& looks, const std::vector<PoolName>& pools,
                                    const Fleet& fleet) {
  if (looks.window == Duration(0) || pools.empty()) return std::nullopt;
  const auto fast_enough = [&](const PoolName& pool) {
    const auto best = most_often(fleet, looks.metric, pool);
    return looks.window >= (best ? best->second : fleet.sample_every) * 2;
  };
  if (std::any_of(pools.begin(), pools.end(), fast_enough)) return std::nullopt;
  const auto best = most_often(fleet, looks.metric, pools.front());
  const auto step = best ? best->second : fleet.sample_every;
  return Diagnostic{
      .severity = Severity::error,
      .at = looks.at,
      .path = looks.path + ".for",
      .summary =
          fmt::format("rule {} evaluates {}, and {} reports every {}: it can never be met", looks.rule,
                      format_duration(looks.window), best ? best->first : "a source", format_duration(step)),
      .expected = fmt::format("a time with two readings: {} or longer", format_duration(step * 2)),
      .hint =
          "omit for to use the newest reading, or set sample_every of the source if it reports more often"};
}

/// A warning, because the other rules of the fleet hold.
std::optional<Diagnostic> too_long(const LooksAt& looks, const std::vector<PoolName>& pools,
                                   const Fleet& fleet) {
  const auto fits = [&](const PoolName& pool) {
    return looks.window <= longest_window(fleet, looks.metric, pool);
  };
  if (pools.empty() || std::any_of(pools.begin(), pools.end(), fits)) return std::nullopt;
  const auto& pool = pools.front();
  const auto history = longest_history(fleet, looks.metric, pool);
  return Diagnostic{
      .severity = Severity::warning,
      .at = looks.at,
      .path = looks.path + ".for",
      .summary = fmt::format("rule {} evaluates {}, and readings of {} reach back {}: it can never be met",
                             looks.rule, format_duration(looks.window), to_string(looks.metric),
                             format_duration(history)),
      .expected = fmt::format("a time with readings: {} or shorter",
                              format_duration(longest_window(fleet, looks.metric, pool))),
      .hint = "shorten for, or name a source that reaches back further"};
}

}  // namespace

Diagnostics check_readings(const Fleet& fleet, const std::vector<Policy>& policies) {
  Diagnostics found;
  for (const auto& policy : policies) {
    if (policy.suspended) continue;
    std::vector<PoolName> pools;
    for (const auto& pool : fleet.pools) {
      if (selects(policy, pool.name)) pools.push_back(pool.name);
    }
    for (const auto& looks : looks_of(policy)) {
      if (auto blind = nobody_reports(looks, policy, pools, fleet)) {
        found.push_back(*std::move(blind));
      } else if (auto shorter = too_short(looks, pools, fleet)) {
        found.push_back(*std::move(shorter));
      } else if (auto longer = too_long(looks, pools, fleet)) {
        found.push_back(*std::move(longer));
      }
    }
  }
  return found;
}

}  // namespace muster
