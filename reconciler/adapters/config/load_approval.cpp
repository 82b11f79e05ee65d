#include "reconciler/adapters/config/load_approval.hpp"

#include <fmt/format.h>

#include <map>

#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/adapters/config/load_maintenance.hpp"

namespace muster {
namespace {

Guards guards_in(const DeclaredFields& fields) {
  Guards guards;
  if (fields.has("max_destroy")) guards.max_destroy = fields.number("max_destroy", 0);
  if (fields.has("max_create")) guards.max_create = fields.number("max_create", 0);
  guards.max_increase = fields.read<Money>("max_increase", parse_monthly_money);
  return guards;
}

void read_blast_radius(const DeclaredFields& fields, ApprovalRules& rules) {
  const auto share = fields.read<DeclaredLine>(
      "blast_radius", [](const std::string& text) { return parse_line(Metric::cpu, text); });
  if (!share) return;
  if (share->times_normal || share->limit.in_milli() % 1000 != 0)
    fields.report("blast_radius", "not a share of a pool", "0% to 100%, in whole percent");
  else
    rules.blast_radius_percent = static_cast<int>(share->limit.in_milli() / 1000);
}

/// Two names for one key would let one person approve twice.
void check_keys(const std::vector<DeclaredFields>& approvers) {
  std::map<std::string, std::string> seen;
  for (const auto& approver : approvers) {
    const auto key = approver.text("key");
    const auto [first, is_new] = seen.emplace(key, approver.text("name"));
    if (!key.empty() && !is_new)
      approver.report("key", fmt::format("{} has the same key", first->second), "a key of one's own",
                      "muster keygen NAME makes one");
  }
}

AutoDestroy auto_destroy_in(const DeclaredFields& fields) {
  if (fields.text("auto_destroy") == "drained") return AutoDestroy::drained;
  return fields.flag("auto_destroy", false) ? AutoDestroy::always : AutoDestroy::never;
}

}  // namespace

ApprovalRules load_approval(const DeclaredFields& fields) {
  ApprovalRules rules;
  rules.auto_below_month =
      fields.read<Money>("auto_below", parse_monthly_money).value_or(rules.auto_below_month);
  rules.window = fields.duration("window", rules.window);
  rules.auto_destroy = auto_destroy_in(fields);
  read_blast_radius(fields, rules);
  for (const auto& window : fields.maps("downtime")) rules.downtime.push_back(load_window(window));
  rules.persons = fields.number("persons", rules.persons);
  const auto approvers = fields.maps("approvers");
  for (const auto& approver : approvers)
    rules.approvers.push_back({approver.text("name"), approver.text("key")});
  rules.guards = guards_in(fields.map("guards"));
  check_keys(approvers);
  if (fields.has("persons") && static_cast<std::size_t>(rules.persons) > rules.approvers.size())
    fields.report(
        "persons",
        fmt::format("{} different people cannot approve: {} {} declared", rules.persons,
                    rules.approvers.size(), rules.approvers.size() == 1 ? "approver is" : "approvers are"),
        "at least as many approvers");
  return rules;
}

}  // namespace muster
