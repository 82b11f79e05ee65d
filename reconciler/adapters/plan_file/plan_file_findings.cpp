#include "reconciler/adapters/plan_file/plan_file_findings.hpp"

#include <algorithm>

#include "reconciler/adapters/json/json_fields.hpp"

namespace muster {
namespace {

/// "pool worker is below its minimum: ...", of a file of version 1.0.
void add_below_minimum_of_1_0(const std::string& warning, Plan& plan) {
  constexpr std::string_view kPool = "pool ";
  const auto end = warning.find(" is below its minimum: ");
  if (end == std::string::npos || !warning.starts_with(kPool)) return;
  const PoolName pool(warning.substr(kPool.size(), end - kPool.size()));
  plan.below_minimum.push_back({pool, warning});
}

/// "rules hot of policy cpu, full of policy memory cannot hold for pool worker: ...", of a file of
/// version 1.0.
void add_blind_rules_of_1_0(const std::string& warning, Plan& plan) {
  constexpr std::string_view kOfPolicy = " of policy ";
  const auto end = warning.find(" cannot hold for pool ");
  if (end == std::string::npos || !warning.starts_with("rule")) return;
  int rules = 0;
  for (auto at = warning.find(kOfPolicy); at < end; at = warning.find(kOfPolicy, at + 1)) ++rules;
  if (rules > 0) plan.blind_rules.push_back({rules, warning});
}

Result<PoolBelowMinimum> read_below_minimum(const JsonView& view) {
  JsonFields in(view);
  PoolBelowMinimum below{PoolName(in.text("pool")), in.text("message")};
  if (in.failed()) return in.error();
  return below;
}

Result<BlindRuleGroup> read_blind_rules(const JsonView& view) {
  JsonFields in(view);
  BlindRuleGroup group{static_cast<int>(in.integer("rules")), in.text("message")};
  if (in.failed()) return in.error();
  return group;
}

/// The warnings are inside the digest of a plan: a message that is not one of them was written by somebody
/// else.
template <class Finding, class Read>
Result<Done> read_each(const JsonView& list, const Plan& plan, std::vector<Finding>& into, Read read) {
  if (!list.exists()) return Done{};
  const auto items = list.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    auto finding = read(item);
    if (!finding) return finding.error();
    const auto& warnings = plan.warnings;
    if (std::find(warnings.begin(), warnings.end(), finding->message) == warnings.end())
      return item.field("message").error("is not one of the warnings");
    into.push_back(*std::move(finding));
  }
  return Done{};
}

}  // namespace

void write_findings(JsonWriter& out, const Plan& plan) {
  if (!plan.below_minimum.empty()) {
    out.key("below_minimum").begin_array();
    for (const auto& below : plan.below_minimum) {
      out.begin_object().key("pool").text(below.pool.value);
      out.key("message").text(below.message).end_object();
    }
    out.end_array();
  }
  if (plan.blind_rules.empty()) return;
  out.key("blind_rules").begin_array();
  for (const auto& group : plan.blind_rules) {
    out.begin_object().key("rules").integer(group.rules);
    out.key("message").text(group.message).end_object();
  }
  out.end_array();
}

Result<Done> read_findings(const JsonView& root, std::string_view version, Plan& plan) {
  if (version == "1.0") {
    for (const auto& warning : plan.warnings) {
      add_below_minimum_of_1_0(warning, plan);
      add_blind_rules_of_1_0(warning, plan);
    }
    return Done{};
  }
  if (auto done = read_each(root.field("below_minimum"), plan, plan.below_minimum, read_below_minimum); !done)
    return done;
  return read_each(root.field("blind_rules"), plan, plan.blind_rules, read_blind_rules);
}

}  // namespace muster
