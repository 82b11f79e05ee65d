#include "reconciler/core/plan/judge.hpp"

#include <fmt/format.h>

#include "reconciler/core/plan/judge_reasons.hpp"
#include "reconciler/core/plan/judge_refusals.hpp"

namespace muster {
namespace {

std::string why_allowed(const Case& c) {
  const auto delta = c.cost.delta().monthly;
  if (delta <= Money{}) return "it does not raise the monthly cost and destroys nothing that needs a person";
  const auto& rules = c.fleet.approval;
  auto text = fmt::format("{} a month is below the limit of {} for automatic approval",
                          format_money_change(delta), format_money(rules.auto_below_month));
  if (c.lately.increase > Money{}) {
    text += fmt::format(", also with the {} of the last {}", format_money_change(c.lately.increase),
                        format_duration(rules.window));
  }
  return text;
}

}  // namespace

Verdict judge(const Case& c) {
  if (c.changes.empty()) return {Permission::nothing_to_do, {}};
  auto refusals = refusals_of(c);
  if (!refusals.empty()) return {Permission::refused, std::move(refusals)};
  auto reasons = approval_reasons_of(c);
  if (!reasons.empty()) return {Permission::needs_approval, std::move(reasons), c.fleet.approval.persons};
  return {Permission::allowed, {why_allowed(c)}};
}

}  // namespace muster
