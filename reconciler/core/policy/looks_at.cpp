#include "reconciler/core/policy/looks_at.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

std::vector<LooksAt> looks_of(const Threshold& threshold, Duration stabilise) {
  std::vector<LooksAt> all;
  for (std::size_t i = 0; i < threshold.rules.size(); ++i) {
    const auto& rule = threshold.rules[i];
    const bool down = rule.remedy == Remedy::scale_down;
    LooksAt looks;
    looks.rule = rule.name;
    looks.path = fmt::format("spec.threshold[{}]", i);
    looks.at = rule.at;
    looks.metric = rule.metric;
    looks.window = rule.lasting + (down ? stabilise : Duration(0));
    looks.scope = rule.scope;
    looks.counts = rule.metric == Metric::agents && !down;
    all.push_back(std::move(looks));
  }
  return all;
}

std::vector<LooksAt> looks_of(const Target& target) {
  std::vector<LooksAt> all;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    LooksAt looks;
    looks.rule = "target";
    looks.path = fmt::format("spec.target.loads[{}]", i);
    looks.at = target.loads[i].at;
    looks.metric = target.loads[i].metric;
    all.push_back(std::move(looks));
  }
  return all;
}

LooksAt look_at_agents(const char* rule, const char* path, const SourceMark& at) {
  LooksAt looks;
  looks.rule = rule;
  looks.path = path;
  looks.at = at;
  looks.metric = Metric::agents;
  looks.counts = true;
  return looks;
}

}  // namespace

std::vector<LooksAt> looks_of(const Policy& policy) {
  if (const auto* threshold = std::get_if<Threshold>(&policy.rule))
    return looks_of(*threshold, policy.stabilise_down);
  if (const auto* target = std::get_if<Target>(&policy.rule)) return looks_of(*target);
  if (std::holds_alternative<Tiers>(policy.rule)) return {look_at_agents("tiers", "spec.tiers", policy.at)};
  if (const auto* spare = std::get_if<Spare>(&policy.rule))
    return {look_at_agents("spare", "spec.spare", spare->at)};
  if (const auto* forecast = std::get_if<Forecast>(&policy.rule)) {
    LooksAt looks;
    looks.rule = "forecast";
    looks.path = "spec.forecast";
    looks.at = forecast->at;
    looks.metric = forecast->metric;
    return {looks};
  }
  return {};
}

std::string what_would_report(Metric metric) {
  switch (metric) {
    case Metric::response_time:
      return "name a source that does (from: prometheus with a query for response_time), or suspend the "
             "policy";
    case Metric::agents:
      return "name a source that does (from: node, or from: prometheus with a query for agents), say how "
             "many there are (agents: count), or suspend the policy";
    default:
      return "name a source that does (docs/how-to/connect-readings.md says which), or suspend the policy";
  }
}

}  // namespace muster
