#include "reconciler/core/plan/verdict/judge.hpp"

#include <fmt/format.h>

#include "reconciler/core/plan/verdict/approval_reasons.hpp"
#include "reconciler/core/plan/verdict/refusals.hpp"

namespace muster {
namespace {

std::string why_allowed(const VerdictInputs& c) {
  const auto delta = c.cost.delta().monthly;
  if (delta <= Money{}) return "it does not raise the monthly cost and destroys nothing that needs a person";
  const auto& rules = c.fleet.approval;
  auto text = fmt::format("{} a month is below the limit of {} for automatic approval",
                          format_money_change(delta), format_money(rules.auto_below_month));
  if (c.window_totals.increase > Money{}) {
    text += fmt::format(", also with the {} of the last {}", format_money_change(c.window_totals.increase),
                        format_duration(rules.window));
  }
  return text;
}

}  // namespace

Verdict judge(const VerdictInputs& c) {
  if (c.changes.empty()) return {Permission::nothing_to_do, {}};
  auto refusals = refusals_of(c);
  if (!refusals.empty()) return {Permission::refused, std::move(refusals)};
  auto reasons = approval_reasons_of(c);
  if (!reasons.empty()) return {Permission::needs_approval, std::move(reasons), c.fleet.approval.persons};
  return {Permission::allowed, {why_allowed(c)}};
}

}  // namespace muster
