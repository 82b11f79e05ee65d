#include "reconciler/adapters/config/policy/load_policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <variant>

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/adapters/config/policy/load_forecast.hpp"
#include "reconciler/adapters/config/policy/load_schedule.hpp"
#include "reconciler/adapters/config/policy/load_spare.hpp"
#include "reconciler/adapters/config/policy/load_target.hpp"
#include "reconciler/adapters/config/policy/load_threshold.hpp"
#include "reconciler/adapters/config/policy/load_tiers.hpp"
#include "reconciler/adapters/config/policy/load_unused.hpp"
#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/policy/pool_selector.hpp"

namespace muster {
namespace {

/// Fields that only tiers have.
void refuse_fields_of_tiers(const DeclaredFields& spec) {
  for (const auto* field : {"role", "answers_jumps_for"}) {
    if (spec.has(field) && !spec.has("tiers"))
      spec.report(field, std::string(field) + " without tiers", "tiers beside it", "leave the field out");
  }
}

/// An empty rule of the kind with that number.
template <std::size_t... Numbers>
PolicyRule rule_numbered(std::size_t number, std::index_sequence<Numbers...>) {
  PolicyRule rule;
  (void)((number == Numbers && (rule.emplace<Numbers>(), true)) || ...);
  return rule;
}

/// The kinds of the rules in a spec, as numbers of PolicyRule.
std::vector<std::size_t> kinds_in(const DeclaredFields& spec) {
  std::vector<std::size_t> kinds;
  for (std::size_t i = 0; i < kPolicyKinds.size(); ++i) {
    if (spec.has(kPolicyKinds[i])) kinds.push_back(i);
  }
  return kinds;
}

PolicyRule rule_in(const DeclaredFields& root, const DeclaredFields& spec) {
  const auto kinds = kinds_in(spec);
  const auto expected = fmt::format("exactly one of {}", fmt::join(kPolicyKinds, ", "));
  if (kinds.size() > 1) {
    spec.report(kPolicyKinds[kinds[1]],
                fmt::format("both {} and {}", kPolicyKinds[kinds[0]], kPolicyKinds[kinds[1]]), expected,
                "make two policies of it");
  }
  if (root.has("spec") && kinds.empty()) root.report("spec", "the policy has no rules", expected);
  refuse_fields_of_tiers(spec);
  // Of two kinds, the one beside the thresholds: most files have those.
  const auto kind = kinds.empty() ? 0 : kinds.size() > 1 && kinds[0] == 0 ? kinds[1] : kinds[0];
  auto rule = rule_numbered(kind, std::make_index_sequence<kPolicyKinds.size()>());
  std::visit(Overloaded{[&](Threshold& into) { into = load_threshold(spec); },
                        [&](Tiers& into) { into = load_tiers(spec); },
                        [&](Schedule& into) { into = load_schedule(spec); },
                        [&](Spare& into) { into = load_spare(spec); },
                        [&](Target& into) { into = load_target(spec); },
                        [&](Forecast& into) { into = load_forecast(spec); },
                        [&](Unused& into) { into = load_unused(spec); }},
             rule);
  return rule;
}

/// Defaults that a target with learned headroom leaves to its rule: the wait before a scale down, the number
/// of machines at once, and the number of reversals.
void leave_to_what_is_learnt(Policy& policy) {
  const auto* target = std::get_if<Target>(&policy.rule);
  if (target == nullptr || !is_learned(target->headroom)) return;
  policy.cooldown_down = Duration(0);
  policy.stabilise_down = Duration(0);
  policy.max_add = 8;
  policy.max_remove = 8;
  policy.min_lifetime = std::chrono::minutes(5);
  policy.flap_budget = 6;
}

}  // namespace

Policy load_policy(const YamlFile& file, Diagnostics& problems) {
  const DeclaredFields root(file, problems);
  const auto spec = root.map("spec");
  Policy policy;
  policy.at = root.at();
  policy.name = PolicyName(root.map("metadata").text("name"));
  for (const auto& item : spec.texts("pools")) {
    if (const auto problem = selector_problem(item.text))
      spec.report(item, fmt::format("not a regular expression: {}", *problem),
                  "a pool's name, or an RE2 expression over whole names such as worker-.*");
    policy.pools.push_back(item.text);
  }
  policy.rule = rule_in(root, spec);
  leave_to_what_is_learnt(policy);
  const auto cooldown = spec.map("cooldown");
  policy.cooldown_up = cooldown.duration("up", policy.cooldown_up);
  policy.cooldown_down = cooldown.duration("down", policy.cooldown_down);
  policy.stabilise_down = spec.duration("stabilise_down", policy.stabilise_down);
  policy.max_add = spec.map("limits").number("add", policy.max_add);
  policy.max_remove = spec.map("limits").number("remove", policy.max_remove);
  policy.min_lifetime = spec.map("limits").duration("min_lifetime", policy.min_lifetime);
  policy.flap_budget = spec.map("limits").number("reversals", policy.flap_budget);
  policy.on_missing = spec.text("on_missing") == "hold" ? OnMissing::hold : OnMissing::hold_or_up;
  policy.suspended = spec.flag("suspended", false);
  return policy;
}

}  // namespace muster
