#include "reconciler/cli/views/plan/plan_markdown.hpp"

#include <fmt/format.h>

#include "reconciler/cli/views/layout/markdown.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/cli/views/plan/drift_text.hpp"
#include "reconciler/cli/views/plan/plan_alternatives.hpp"
#include "reconciler/cli/views/plan/plan_rows.hpp"
#include "reconciler/cli/views/plan/removals_markdown.hpp"

namespace muster {
namespace {

/// The prefixes that GitHub's diff fences colour: "!" for a change.
const char* fence_symbol(Action action) {
  return action == Action::create ? "+" : action == Action::destroy ? "-" : "!";
}

std::string money(const PlanRow& row) {
  return row.delta == Money{} ? "" : ", " + format_money_change(row.delta) + "/month";
}

std::string head(const Plan& plan) {
  const auto summary = summary_of(plan);
  auto text = fmt::format("{}\n", comment_tag(plan.fleet));
  text += fmt::format("### muster plan for {}: ", as_code(plan.fleet.value));
  if (plan.changes.empty()) return text + "no changes\n\n";
  if (summary.adopt > 0) text += fmt::format("{} to adopt, ", summary.adopt);
  text +=
      fmt::format("{} to add, {} to change, {} to destroy, ", summary.add, summary.change, summary.destroy);
  if (summary.release > 0) text += fmt::format("{} to release, ", summary.release);
  text += fmt::format("{} a month\n\n", format_money_change(plan.cost.delta().monthly));
  const auto persons = plan.verdict.persons;
  text += fmt::format("**Verdict: {}{}.**", to_string(plan.verdict.permission),
                      persons > 1 ? fmt::format(" by {} different people", persons) : "");
  if (plan.verdict.reasons.size() == 1)
    return text + " " + as_markdown(plan.verdict.reasons.front()) + ".\n\n";
  text += "\n\n";
  for (const auto& reason : plan.verdict.reasons) text += "- " + as_markdown(reason) + "\n";
  return text + "\n";
}

/// The note below sums with unknown prices.
std::string not_known(const Cost& cost) {
  if (cost.unknown.empty()) return "";
  const auto more =
      cost.unknown.size() > 1 ? fmt::format(" and of {} more", cost.unknown.size() - 1) : std::string();
  return fmt::format("**Not known: the price of {}{}. It costs more than these sums.**\n\n",
                     as_markdown(cost.unknown.front()), more);
}

std::string cost_table(const Cost& cost) {
  const auto delta = cost.delta();
  const auto sign = delta.hourly > Money{} ? "+" : "";
  return fmt::format(
      "| Cost | now | after | change |\n|---|--:|--:|--:|\n| a month | {} | {} | {} |\n| an hour | {} | {} | "
      "{}{} |\n\n",
      format_money(cost.now.monthly), format_money(cost.after.monthly), format_money_change(delta.monthly),
      format_hourly(cost.now.hourly), format_hourly(cost.after.hourly), sign, format_hourly(delta.hourly));
}

std::string section_block(const PlanSection& section) {
  std::string text;
  for (const auto* cause : section.causes) text += "**" + as_markdown(name_of(*cause)) + "**\n";
  constexpr std::size_t kMost = 3;
  for (std::size_t i = 0; i < std::min(section.seen.size(), kMost); ++i)
    text += "> " + as_markdown(section.seen[i]) + "\n";
  if (section.seen.size() > kMost)
    text += fmt::format("> and {} more like it\n", section.seen.size() - kMost);
  text += "\n```diff\n";
  for (const auto& row : section.rows) {
    text += fmt::format("{} {}{}{}{}  {}{}\n", fence_symbol(row.action), row.label,
                        row.what.empty() ? "" : "  ", row.what, money(row), format_duration(row.time),
                        row.downtime > Duration(0) ? ", down " + format_duration(row.downtime) : "");
  }
  return text + "```\n\n";
}

std::string foot(const Plan& plan) {
  std::string sold_out;
  for (const auto& line : alternatives_of(plan)) sold_out += "> If sold out: " + as_markdown(line) + "\n";
  if (plan.cost.at_most > Money{})
    sold_out += fmt::format("> At most {} a month then.\n", format_money(plan.cost.at_most));
  if (!sold_out.empty()) sold_out += "\n";
  auto text =
      fmt::format("Takes about {}; independent changes run in parallel. Plan {} as of {}, valid until {}",
                  format_duration(estimated_time_of(plan.changes)), as_code(Digest{plan.id.value}.brief()),
                  format_instant(plan.made_at), format_instant(plan.valid_until));
  if (!plan.commit.empty()) text += ", commit " + as_code(plan.commit.substr(0, 12));
  return sold_out + text + ".\n";
}

std::string warnings(const Plan& plan, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, plan.warnings.size()); ++i) {
    text += "> :warning: " + as_markdown(plan.warnings[i]) + "\n>\n";
  }
  if (plan.warnings.size() > most)
    text += fmt::format("> and {} more warnings\n", plan.warnings.size() - most);
  return text.empty() ? text : text + "\n";
}

/// As many sections as there is room for, in one folded block; the rest is counted.
std::string details(const Plan& plan, const std::vector<PlanSection>& sections, std::size_t room) {
  const auto open = fmt::format(
      "<details><summary>{} and why</summary>\n\n",
      plan.changes.size() == 1 ? "The change" : fmt::format("All {} changes", plan.changes.size()));
  const std::string close = "</details>\n\n";
  constexpr std::size_t kForRest = 120;
  std::string text;
  std::size_t left_out = 0;
  for (const auto& section : sections) {
    auto block = section_block(section);
    if (open.size() + text.size() + block.size() + close.size() + kForRest <= room) {
      text += block;
    } else {
      left_out += section.changes;
    }
  }
  if (left_out > 0)
    text +=
        fmt::format("{} more changes do not fit here: see the plan file with `muster show`.\n\n", left_out);
  const auto whole = open + text + close;
  return whole.size() <= room ? whole : "";
}

}  // namespace

std::string comment_tag(const FleetName& fleet) {
  return fmt::format("<!-- muster:plan fleet={} -->", printable(fleet.value));
}

std::string plan_markdown(const Plan& plan, const PlanMarkdownOptions& options) {
  const auto sections = sections_of(plan, 2);
  const auto above = head(plan) + cost_table(plan.cost) + not_known(plan.cost);
  const auto below = foot(plan);
  const auto room_beside = [&](const std::string& more) {
    const auto used = above.size() + more.size() + below.size();
    return options.most_bytes > used ? options.most_bytes - used : 0;
  };
  const auto going = gone_markdown(plan, sections, room_beside(""));
  auto reported = warnings(plan, 10);
  if (auto drift = drift_markdown(plan); drift.size() + reported.size() <= room_beside(going))
    reported = std::move(drift) + reported;
  if (reported.size() > room_beside(going)) reported.clear();
  const auto room = room_beside(going + reported);
  return above + going + reported + (plan.changes.empty() ? "" : details(plan, sections, room)) + below;
}

}  // namespace muster
