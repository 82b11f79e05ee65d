#include "reconciler/core/policy/check/check_policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "reconciler/core/policy/check/check_empty_pool.hpp"
#include "reconciler/core/policy/check/check_fleet.hpp"
#include "reconciler/core/policy/check/check_kinds.hpp"
#include "reconciler/core/policy/check/check_readings.hpp"
#include "reconciler/core/policy/pool_selector.hpp"

namespace muster {
namespace {

void append(Diagnostics& all, Diagnostics more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void check_selector(const Fleet& fleet, const Policy& policy, Diagnostics& found) {
  std::vector<std::string> pools;
  for (const auto& pool : fleet.pools) pools.push_back(pool.name.value);
  for (std::size_t i = 0; i < policy.pools.size(); ++i) {
    const auto& pattern = policy.pools[i];
    const auto path = fmt::format("spec.pools[{}]", i);
    if (const auto problem = selector_problem(pattern)) {
      found.push_back({.severity = Severity::error,
                       .at = policy.at,
                       .path = path,
                       .summary = fmt::format("\"{}\" is no pattern: {}", pattern, *problem),
                       .expected = "a pool's name or a regular expression",
                       .hint = ""});
      continue;
    }
    auto alone = policy;
    alone.pools = {pattern};
    const auto matches = std::any_of(fleet.pools.begin(), fleet.pools.end(),
                                     [&](const Pool& pool) { return selects(alone, pool.name); });
    if (matches) continue;
    found.push_back({.severity = Severity::error,
                     .at = policy.at,
                     .path = path,
                     .summary = fmt::format("policy {} is for \"{}\", and no pool has this name",
                                            policy.name.value, pattern),
                     .expected = fmt::format("one of {}", fmt::join(pools, ", ")),
                     .hint = perhaps_meant(pattern, pools)});
  }
}

void check_limits(const Policy& policy, Diagnostics& found) {
  if (policy.max_add >= 0 && policy.max_remove >= 0) return;
  found.push_back({.severity = Severity::error,
                   .at = policy.at,
                   .path = "spec.limits",
                   .summary = fmt::format("policy {} has a negative limit", policy.name.value),
                   .expected = "0 or more",
                   .hint = ""});
}

/// A rule and its policy.
struct Placed {
  const Policy* policy;
  const ThresholdRule* rule;
};

bool share_a_pool(const Fleet& fleet, const Policy& a, const Policy& b) {
  return std::any_of(fleet.pools.begin(), fleet.pools.end(),
                     [&](const Pool& pool) { return selects(a, pool.name) && selects(b, pool.name); });
}

/// A scale-down threshold at or above a scale-up threshold: the pool would oscillate.
void check_fights(const Fleet& fleet, const std::vector<Policy>& policies, Diagnostics& found) {
  std::vector<Placed> ups;
  std::vector<Placed> downs;
  for (const auto& policy : policies) {
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (!threshold) continue;
    for (const auto& rule : threshold->rules) {
      const bool down = rule.remedy == Remedy::scale_down && rule.comparison == Comparison::below;
      const bool up = rule.remedy != Remedy::scale_down && rule.comparison == Comparison::above;
      if (down) downs.push_back({&policy, &rule});
      if (up) ups.push_back({&policy, &rule});
    }
  }
  for (const auto& down : downs) {
    for (const auto& up : ups) {
      const bool comparable =
          down.rule->metric == up.rule->metric && down.rule->times_normal == up.rule->times_normal;
      if (!comparable || down.rule->limit < up.rule->limit || !share_a_pool(fleet, *down.policy, *up.policy))
        continue;
      found.push_back(
          {.severity = Severity::error,
           .at = down.rule->at,
           .path = "spec.threshold",
           .summary = fmt::format(
               "{} shrinks below {}{}, {} grows above {}{} ({}): they would undo each other", down.rule->name,
               format_measure(down.rule->limit), unit_of(down.rule->metric), up.rule->name,
               format_measure(up.rule->limit), unit_of(up.rule->metric), to_string(up.rule->at)),
           .expected = "a threshold for scale down far below the threshold for scale up",
           .hint = ""});
    }
  }
}

}  // namespace

Diagnostics check_meaning(const Fleet& fleet, const std::vector<Policy>& policies, const PriceList* prices) {
  auto found = check_fleet(fleet, prices);
  std::set<PolicyName> names;
  for (const auto& policy : policies) {
    if (!names.insert(policy.name).second) {
      found.push_back({.severity = Severity::error,
                       .at = policy.at,
                       .path = "metadata.name",
                       .summary = fmt::format("a second policy is named {}", policy.name.value),
                       .expected = "each name once",
                       .hint = ""});
    }
    check_selector(fleet, policy, found);
    check_limits(policy, found);
    append(found, check_rule({.fleet = fleet, .policy = policy, .prices = prices}));
  }
  check_fights(fleet, policies, found);
  append(found, check_empty_pools(fleet, policies));
  append(found, check_readings(fleet, policies));
  std::stable_sort(found.begin(), found.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
  return found;
}

}  // namespace muster
