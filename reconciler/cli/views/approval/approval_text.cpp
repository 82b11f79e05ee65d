#include "reconciler/cli/views/approval/approval_text.hpp"

#include <fmt/format.h>

#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/entry_text.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {
namespace {

/// One line for each: destroyed objects are never folded or truncated.
std::string gone_text(const Plan& plan, const PlanTextOptions& options) {
  std::string text;
  for (const auto& change : plan.changes) {
    if (!destroys(change)) continue;
    text += fmt::format("  {} {}\n", options.paint.as(change.action, symbol_of(change.action)),
                        describe_change(change.effect).sentence());
  }
  if (text.empty()) return "Nothing is destroyed.\n";
  return options.paint.bold("Destroyed or replaced") + "\n" + text;
}

/// Every change that is not only a number of machines, and the changes of access.
std::string shown_text(const Plan& plan, const PlanTextOptions& options) {
  std::string text;
  const auto add = [&](const char* title, const std::vector<std::string>& lines) {
    if (!lines.empty()) text += options.paint.bold(title) + "\n";
    for (const auto& line : lines) text += "  " + wrapped(line, options.width - 2, "    ") + "\n";
  };
  add("Changes besides the number of machines", telling_changes(plan));
  add("Access to the machines", entries_of(plan));
  return text;
}

std::string off_text(const Plan& plan) {
  Duration longest{0};
  int machines = 0;
  for (const auto& change : plan.changes) {
    if (change.downtime > Duration(0)) ++machines;
    longest = std::max(longest, change.downtime);
  }
  if (machines == 0) return "";
  return fmt::format("{} {} off for up to {}{}.\n", machines, machines == 1 ? "machine is" : "machines are",
                     format_duration(longest), machines == 1 ? "" : " each");
}

}  // namespace

std::string plan_to_sign_text(const Plan& plan, Instant now, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - plan.made_at).count();
  auto text = fmt::format("{}, plan {}, {}\n", paint.bold("Fleet " + printable(plan.fleet.value)),
                          Digest{plan.id.value}.brief(),
                          age >= 0 ? fmt::format("made {} ago", rough_duration(age))
                                   : "made for " + format_instant(plan.made_at));
  text += paint.bold(summary_line(plan)) + "\n";
  const auto& cost = plan.cost;
  text += fmt::format("Cost: {} a month, then {} ({}).\n", format_money(cost.now.monthly),
                      format_money(cost.after.monthly), format_money_change(cost.delta().monthly));
  text += shown_text(plan, options) + gone_text(plan, options) + off_text(plan);
  for (const auto& warning : plan.warnings) {
    text += paint.yellow("Warning: ") + wrapped(printable(warning), options.width - 9, "  ") + "\n";
  }
  return text + verdict_text(plan.verdict, options);
}

std::string standing_approval_text(const StandingApproval& standing_approval) {
  std::string pools;
  for (const auto& pool : standing_approval.pools) pools += (pools.empty() ? "" : ", ") + pool.value;
  return fmt::format("pools {}: at most {} machines, the fleet at most {} an hour, until {}",
                     printable(pools), standing_approval.machines, format_hourly(standing_approval.hourly),
                     format_instant(standing_approval.until));
}

std::string findings_view(const std::vector<Finding>& findings, const PlanTextOptions& options) {
  if (findings.empty()) return "";
  const auto& paint = options.paint;
  auto text = paint.bold("Approvals") + "\n";
  for (const auto& finding : findings) {
    const auto mark = finding.counts ? paint.green("✓") : paint.red("✗");
    text += fmt::format("  {} {}: {}\n", mark, printable(finding.about),
                        wrapped(printable(finding.message), options.width - 6, "    "));
  }
  return text;
}

}  // namespace muster
