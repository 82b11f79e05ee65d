#include "reconciler/adapters/config/policy/load_threshold.hpp"

#include <fmt/format.h>

#include <map>

#include "reconciler/adapters/config/fields/declared_units.hpp"

namespace muster {
namespace {

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
  rule.remedy = kRemedyWords.find(fields.text("then")).value_or(Remedy::scale_up);
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

}  // namespace

Threshold load_threshold(const DeclaredFields& spec) {
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

}  // namespace muster
