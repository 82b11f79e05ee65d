#include "reconciler/adapters/config/policy/load_policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/adapters/config/policy/load_schedule.hpp"
#include "reconciler/adapters/config/policy/load_target.hpp"
#include "reconciler/core/policy/pool_selector.hpp"

namespace muster {
namespace {

Remedy remedy_named(const std::string& word) {
  for (const auto remedy :
       {Remedy::scale_up, Remedy::scale_down, Remedy::add_machine, Remedy::add_volume, Remedy::grow_volume}) {
    if (word == to_string(remedy)) return remedy;
  }
  return Remedy::scale_up;
}

void read_line(const DeclaredFields& fields, ThresholdRule& rule) {
  if (fields.has("full_within")) {
    rule.full_within = fields.duration("full_within", rule.full_within);
    for (const auto* other : {"above", "below", "for"}) {
      if (fields.has(other))
        fields.report(other,
                      fmt::format("{} beside full_within: the growth of the disk sets the threshold", other),
                      "full_within alone", "make two rules of it");
    }
    return;
  }
  const bool above = fields.has("above");
  const bool below = fields.has("below");
  if (above && below)
    fields.report("below", "both above and below", "exactly one of above and below", "make two rules of it");
  if (!above && !below)
    fields.report("above", "the rule has no threshold", "exactly one of above, below and full_within",
                  "such as above: 80%");
  rule.comparison = below && !above ? Comparison::below : Comparison::above;
  const auto metric = metric_of(fields.text("metric"));
  if (!metric || above == below) return;
  const auto line = fields.read<DeclaredLine>(
      above ? "above" : "below", [&](const std::string& text) { return parse_line(*metric, text); });
  if (!line) return;
  rule.limit = line->limit;
  rule.times_normal = line->times_normal;
}

ThresholdRule threshold_rule_in(const DeclaredFields& fields) {
  ThresholdRule rule;
  rule.at = fields.at();
  rule.name = fields.text("name");
  rule.metric = metric_of(fields.text("metric")).value_or(Metric::cpu);
  read_line(fields, rule);
  rule.lasting = fields.duration("for", rule.lasting);
  rule.scope = fields.text("of") == "pool" ? Scope::pool : Scope::machine;
  rule.remedy = remedy_named(fields.text("then"));
  const bool more_disk = rule.remedy == Remedy::add_volume || rule.remedy == Remedy::grow_volume;
  if (more_disk && !fields.has("volume"))
    fields.report("then", fmt::format("{} without the volume's size", to_string(rule.remedy)),
                  "volume: 50GiB beside it");
  if (!more_disk && fields.has("volume"))
    fields.report("volume", "a volume's size is for then: add_volume and grow_volume only",
                  "no field volume");
  rule.volume_gib = fields.read<int>("volume", parse_volume_gib).value_or(0);
  return rule;
}

Threshold threshold_in(const DeclaredFields& spec) {
  Threshold threshold;
  std::map<std::string, int> seen;
  for (const auto& fields : spec.maps("threshold")) {
    threshold.rules.push_back(threshold_rule_in(fields));
    const auto& rule = threshold.rules.back();
    const auto [first, is_new] = seen.emplace(rule.name, rule.at.line);
    if (!rule.name.empty() && !is_new)
      fields.report("name", fmt::format("there is a second rule \"{}\"", rule.name), "each name once",
                    fmt::format("the first is at line {}", first->second));
  }
  return threshold;
}

Tiers tiers_in(const DeclaredFields& spec) {
  Tiers tiers;
  for (const auto& fields : spec.maps("tiers")) {
    TierStep step;
    step.at = fields.at();
    step.up_to = fields.number("up_to", step.up_to);
    step.machines = fields.number("machines", step.machines);
    step.size = SizeName(fields.text("size"));
    step.balancers = fields.number("load_balancers", step.balancers);
    for (const auto& item : fields.texts("volumes")) {
      const auto gib = parse_volume_gib(item.text);
      if (!gib) fields.report(item, gib.error().what, "1GiB to 16TiB");
      step.volumes_gib.push_back(gib ? *gib : 0);
    }
    tiers.steps.push_back(std::move(step));
  }
  if (spec.text("role") == to_string(TierRole::floor)) tiers.role = TierRole::floor;
  tiers.answers_jumps_for = spec.duration("answers_jumps_for", tiers.answers_jumps_for);
  if (tiers.role == TierRole::floor && spec.has("answers_jumps_for"))
    spec.report("answers_jumps_for", "answers_jumps_for beside role: floor", "role: estimate",
                "a floor holds at all times");
  return tiers;
}

/// Fields that only tiers have.
void refuse_fields_of_tiers(const DeclaredFields& spec) {
  for (const auto* field : {"role", "answers_jumps_for"}) {
    if (spec.has(field) && !spec.has("tiers"))
      spec.report(field, std::string(field) + " without tiers", "tiers beside it", "leave the field out");
  }
}

/// The kinds of rules that there are: a policy has exactly one.
constexpr const char* kRuleKinds[] = {"threshold", "tiers",    "schedule", "spare",
                                      "target",    "forecast", "unused"};

decltype(Policy::rule) rule_in(const DeclaredFields& root, const DeclaredFields& spec) {
  std::vector<std::string> kinds;
  for (const auto* kind : kRuleKinds) {
    if (spec.has(kind)) kinds.emplace_back(kind);
  }
  const auto expected = fmt::format("exactly one of {}", fmt::join(kRuleKinds, ", "));
  if (kinds.size() > 1) {
    spec.report(kinds[1], fmt::format("both {} and {}", kinds[0], kinds[1]), expected,
                "make two policies of it");
  }
  if (root.has("spec") && kinds.empty()) root.report("spec", "the policy has no rules", expected);
  refuse_fields_of_tiers(spec);
  if (spec.has("tiers")) return tiers_in(spec);
  if (spec.has("schedule")) return load_schedule(spec);
  if (spec.has("spare")) return Spare{load_spare_room(spec.map("spare")), spec.at("spare")};
  if (spec.has("target")) return load_target(spec);
  if (spec.has("forecast")) return load_forecast(spec);
  if (spec.has("unused")) return load_unused(spec);
  return threshold_in(spec);
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
