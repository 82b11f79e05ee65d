#include "reconciler/cli/views/approval/pending_views.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/cli/views/approval/approval_commands.hpp"
#include "reconciler/cli/views/approval/pending_json.hpp"
#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/entry_text.hpp"
#include "reconciler/cli/views/layout/markdown.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/core/plan/change/change.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {
namespace {

/// For rejected plans muster requests no approval again.
std::string title_of(const std::vector<PendingPlan>& pending) {
  const auto plans = std::count_if(pending.begin(), pending.end(),
                                   [](const PendingPlan& one) { return one.rejected.empty(); });
  if (plans == 0) return "No plan waits for a person.";
  return plans == 1 ? "1 plan waits for a person" : fmt::format("{} plans wait for a person", plans);
}

std::string by_whom(const Verdict& verdict) {
  return verdict.persons > 1 ? fmt::format("Needs {} different people", verdict.persons) : "Needs a person";
}

std::string waiting(const PendingPlan& one, Instant now) {
  return fmt::format("waiting for {}, confirmed {} ago", rough_duration(now - one.since),
                     rough_duration(now - one.confirmed_at));
}

std::string cost_line(const Cost& cost) {
  return fmt::format("{} a month, then {}", format_money(cost.now.monthly), format_money(cost.after.monthly));
}

/// Destroyed objects, one line each, never folded or truncated; then the objects that end with them.
std::vector<std::string> gone_lines(const Plan& plan, const Paint& paint) {
  std::vector<std::string> lines;
  int ends = 0;
  for (const auto& change : plan.changes) {
    if (destroys(change)) {
      lines.push_back(fmt::format("{} {}", paint.as(change.action, symbol_of(change.action)),
                                  printable(describe_change(change.effect).sentence())));
    } else if (change.action == Action::destroy) {
      ++ends;
    }
  }
  if (ends == 1) lines.push_back("1 attachment or membership ends");
  if (ends > 1) lines.push_back(fmt::format("{} attachments or memberships end", ends));
  return lines;
}

/// Changes that are neither numbers nor destroys: other changes, openings, boot settings of machines.
std::vector<std::string> shown_lines(const Plan& plan) {
  auto rest = plan;
  std::erase_if(rest.changes, [](const Change& change) { return destroys(change); });
  auto lines = telling_changes(rest);
  for (auto& line : entries_of(plan)) lines.push_back(std::move(line));
  return lines;
}

std::string one_text(const PendingPlan& one, Instant now, const PlanTextOptions& options) {
  const auto& plan = one.plan;
  const auto& paint = options.paint;
  auto text =
      fmt::format("{}  {}\n", paint.bold(paint.yellow(brief_of(plan.id))),
                  paint.dim(fmt::format("fleet {}, {}", printable(plan.fleet.value), waiting(one, now))));
  text += "  " + paint.bold(summary_line(plan)) + "\n";
  text += fmt::format("  Cost: {} ({}).\n", cost_line(plan.cost),
                      paint.bold(format_money_change(plan.cost.delta().monthly)));
  for (const auto& line : gone_lines(plan, paint)) text += "  " + line + "\n";
  for (const auto& line : shown_lines(plan)) text += "  " + wrapped(line, options.width - 2, "    ") + "\n";
  const auto why = by_whom(plan.verdict);
  text += fmt::format("  {}{}\n", why, plan.verdict.reasons.empty() ? "." : ":");
  for (const auto& reason : plan.verdict.reasons)
    text += "  - " + wrapped(printable(reason), options.width - 4, "    ") + "\n";
  if (!one.rejected.empty())
    return text + "  " + paint.red("rejected") + " " +
           wrapped(printable(one.rejected), options.width - 11, "    ") + "\n";
  return text + fmt::format("  {} {}\n  {}  {}\n", paint.green("approve"), approve_command(plan.id),
                            paint.red("reject"), reject_command(plan.id));
}

std::string one_markdown(const PendingPlan& one, Instant now) {
  const auto& plan = one.plan;
  auto text = fmt::format("#### Plan {}: {} a month\n\n", as_code(brief_of(plan.id)),
                          format_money_change(plan.cost.delta().monthly));
  text += fmt::format("{} Fleet {}, {}. Costs {}.\n\n", summary_line(plan), as_code(plan.fleet.value),
                      waiting(one, now), cost_line(plan.cost));
  std::string gone;
  for (const auto& line : gone_lines(plan, Paint())) gone += "- " + as_code(line) + "\n";
  if (!gone.empty()) text += "**Destroyed or replaced:**\n\n" + gone + "\n";
  std::string shown;
  for (const auto& line : shown_lines(plan)) shown += "- " + as_code(line) + "\n";
  if (!shown.empty()) text += "**Changes besides the number of machines:**\n\n" + shown + "\n";
  const auto why = by_whom(plan.verdict);
  text += why + (plan.verdict.reasons.empty() ? ".\n\n" : ":\n\n");
  for (const auto& reason : plan.verdict.reasons) text += "- " + as_markdown(reason) + "\n";
  if (!plan.verdict.reasons.empty()) text += "\n";
  if (!one.rejected.empty()) return text + "**Rejected**: " + as_markdown(one.rejected) + "\n\n";
  return text + fmt::format("```sh\n{}\n{}\n```\n\n", approve_command(plan.id), reject_command(plan.id));
}

}  // namespace

std::vector<const PendingPlan*> longest_waiting_first(const std::vector<PendingPlan>& pending) {
  std::vector<const PendingPlan*> order;
  for (const auto& one : pending) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    const bool no_a = !a->rejected.empty();
    const bool no_b = !b->rejected.empty();
    return no_a != no_b ? no_b : a->since < b->since;
  });
  return order;
}

std::string pending_text(const std::vector<PendingPlan>& pending, Instant now,
                         const PlanTextOptions& options) {
  if (pending.empty()) return "No plan waits for a person.\n";
  auto text = options.paint.bold(title_of(pending)) + "\n";
  for (const auto* one : longest_waiting_first(pending)) text += "\n" + one_text(*one, now, options);
  return text;
}

std::string pending_markdown(const std::vector<PendingPlan>& pending, Instant now) {
  if (pending.empty()) return "No plan waits for a person.\n";
  auto text = "### " + title_of(pending) + "\n\n";
  for (const auto* one : longest_waiting_first(pending)) text += one_markdown(*one, now);
  return text;
}

}  // namespace muster
