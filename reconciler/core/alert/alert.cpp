#include "reconciler/core/alert/alert.hpp"

#include "reconciler/core/base/text/enum_words.hpp"

namespace muster {
namespace {

constexpr auto kNames = enum_words<AlertName>({
    {AlertName::threshold_crossed, "threshold_crossed"},
    {AlertName::growth_held, "growth_held"},
    {AlertName::budget_share, "budget_share"},
    {AlertName::budget_cap, "budget_cap"},
    {AlertName::spend_jump, "spend_jump"},
    {AlertName::create_burst, "create_burst"},
    {AlertName::flapping, "flapping"},
    {AlertName::drift, "drift"},
    {AlertName::stray, "stray"},
    {AlertName::readings_lost, "readings_lost"},
    {AlertName::rule_blind, "rule_blind"},
    {AlertName::sources_failed, "sources_failed"},
    {AlertName::look_failed, "look_failed"},
    {AlertName::step_failed, "step_failed"},
    {AlertName::apply_failed, "apply_failed"},
    {AlertName::changes_paused, "changes_paused"},
    {AlertName::apply_stuck, "apply_stuck"},
    {AlertName::plan_waits, "plan_waits"},
    {AlertName::plan_refused, "plan_refused"},
    {AlertName::invalid_revision, "invalid_revision"},
    {AlertName::leadership_unstable, "leadership_unstable"},
});

}  // namespace

const char* to_string(AlertName name) {
  return kNames.of(name);
}

std::optional<AlertName> alert_name_of(const std::string& word) {
  return kNames.find(word);
}

std::string key_of(const Alert& alert) {
  auto key = std::string(to_string(alert.name)) + " " + alert.subject;
  for (const auto& [name, value] : alert.labels) key += " " + name + "=" + value;
  return key;
}

}  // namespace muster
