#include "reconciler/cli/session/approval_reasons.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "reconciler/adapters/store/boots_codec.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"

namespace muster {
namespace {

/// An unreadable document counts as unknown, as for drift.
Result<KnownBoots> known_boots(Workspace& workspace) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kBootsName);
  if (!text) return text.error();
  if (!*text) return KnownBoots{};
  const auto known = decode_boots(**text);
  return known ? *known : KnownBoots{};
}

void add_boots(const std::vector<Change>& changes, const KnownBoots& known,
               std::vector<std::string>& reasons) {
  std::map<PoolName, std::string> differing;
  for (const auto& change : changes) {
    const auto* create = std::get_if<CreateMachine>(&change.effect);
    const auto* replace = std::get_if<ReplaceMachine>(&change.effect);
    if (!create && !replace) continue;
    const auto before = known.pools.find(create ? create->slot.pool : replace->slot.pool);
    if (before == known.pools.end()) continue;
    auto after = boot_of(create ? create->spec : replace->to);
    // A replacement is created from the image of the replaced machine.
    if (replace) after.image = before->second.image;
    auto words = boot_changes(before->second, after);
    if (!words.empty()) differing.emplace(before->first, std::move(words));
  }
  for (const auto& [pool, words] : differing)
    reasons.push_back(fmt::format("new machines of pool {} start differently from the earlier ones: {}",
                                  pool.value, words));
}

}  // namespace

std::vector<std::string> reasons_to_ask(const std::vector<Change>& changes, Workspace& workspace) {
  std::vector<std::string> reasons;
  if (changes.empty()) return reasons;
  if (!workspace.rules.why.empty()) reasons.push_back(workspace.rules.why);
  const auto known = known_boots(workspace);
  if (known) {
    add_boots(changes, *known, reasons);
  } else {
    reasons.push_back("muster cannot read how earlier machines started: " + known.error().what);
  }
  return reasons;
}

Verdict with_reasons(Verdict verdict, std::vector<std::string> reasons, int persons) {
  if (reasons.empty() || verdict.permission == Permission::nothing_to_do ||
      verdict.permission == Permission::refused)
    return verdict;
  // The earlier reasons for the permission no longer apply.
  if (verdict.permission == Permission::allowed) verdict.reasons.clear();
  verdict.permission = Permission::needs_approval;
  verdict.persons = std::max(verdict.persons, persons);
  verdict.reasons.insert(verdict.reasons.begin(), std::make_move_iterator(reasons.begin()),
                         std::make_move_iterator(reasons.end()));
  return verdict;
}

Plan as_governed(Plan plan, Workspace& workspace) {
  auto verdict = with_reasons(plan.verdict, reasons_to_ask(plan.changes, workspace),
                              workspace.declared.fleet.approval.persons);
  if (verdict == plan.verdict) return plan;
  plan.verdict = std::move(verdict);
  plan.id = plan_digest(plan);
  return plan;
}

Result<Done> note_boots(const ActualState& now, Workspace& workspace, LeaseToken lease) {
  const auto& fleet = workspace.declared.fleet;
  const auto before = known_boots(workspace);
  if (!before) return before.error();
  const auto after = boots_after(*before, now, fleet);
  if (after == *before) return Done{};
  return workspace.store->put_snapshot(fleet.name, kBootsName, encode_boots(after), lease);
}

}  // namespace muster
