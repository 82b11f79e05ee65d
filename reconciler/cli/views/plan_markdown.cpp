#include "reconciler/cli/views/plan_markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/cli/views/drift_text.hpp"
#include "reconciler/cli/views/paint.hpp"
#include "reconciler/cli/views/plan_alternatives.hpp"
#include "reconciler/cli/views/plan_rows.hpp"

namespace muster {
namespace {

/// Text that Markdown and HTML leave as it is.
std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : printable(text)) {
    if (c == '<') {
      safe += "&lt;";
    } else if (c == '&') {
      safe += "&amp;";
    } else {
      if (std::string_view("\\`*_{}[]#|~@").find(c) != std::string_view::npos) safe += '\\';
      safe += c;
    }
  }
  return safe;
}

/// Text in backquotes; a backquote inside would end them.
std::string code(std::string text) {
  text = printable(text);
  std::replace(text.begin(), text.end(), '`', '\'');
  return "`" + text + "`";
}

/// What GitHub's diff fences colour: "!" for what changes.
const char* fence_symbol(Action action) {
  return action == Action::create ? "+" : action == Action::destroy ? "-" : "!";
}

bool goes(const PlanRow& row) {
  return row.action == Action::destroy || row.action == Action::replace;
}

std::string money(const PlanRow& row) {
  return row.delta == Money{} ? "" : ", " + format_money_change(row.delta) + "/month";
}

std::string head(const Plan& plan) {
  const auto summary = summary_of(plan);
  auto text = fmt::format("<!-- muster plan {} -->\n", printable(plan.fleet.value));
  text += fmt::format("### muster plan for {}: ", code(plan.fleet.value));
  if (plan.changes.empty()) return text + "no changes\n\n";
  if (summary.adopt > 0) text += fmt::format("{} to import, ", summary.adopt);
  text +=
      fmt::format("{} to add, {} to change, {} to destroy, ", summary.add, summary.change, summary.destroy);
  if (summary.release > 0) text += fmt::format("{} to forget, ", summary.release);
  text += fmt::format("{} a month\n\n", format_money_change(plan.cost.delta().monthly));
  const auto persons = plan.verdict.persons;
  text += fmt::format("**Verdict: {}{}.**", to_string(plan.verdict.permission),
                      persons > 1 ? fmt::format(" by {} different people", persons) : "");
  if (plan.verdict.reasons.size() == 1) return text + " " + escaped(plan.verdict.reasons.front()) + ".\n\n";
  text += "\n\n";
  for (const auto& reason : plan.verdict.reasons) text += "- " + escaped(reason) + "\n";
  return text + "\n";
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

std::string destroys(const std::vector<PlanSection>& sections) {
  std::string text;
  for (const auto& section : sections) {
    for (const auto& row : section.rows) {
      if (!goes(row)) continue;
      text += fmt::format("- {} {} {}{}\n",
                          row.action == Action::replace ? "replaced:" : "destroyed:", code(row.label),
                          escaped(row.what), money(row));
    }
  }
  return text.empty() ? text : "**What goes:**\n\n" + text + "\n";
}

/// All that goes in little room: names folded to ranges, by kind and pool.
std::string destroys_in_short(const Plan& plan) {
  std::map<std::string, std::vector<std::string>> names;
  for (const auto& change : plan.changes) {
    if (change.action != Action::destroy && change.action != Action::replace) continue;
    names[type_of(change.effect)].push_back(name_of(change.effect));
  }
  std::string text = "**What goes:**\n\n";
  for (const auto& [type, all] : names) {
    std::map<std::string, std::vector<int>> numbers;
    std::string others;
    for (const auto& name : all) {
      const auto slot = parse_slot(name);
      if (slot) {
        numbers[slot->pool.value].push_back(slot->number);
      } else {
        others += " " + code(name);
      }
    }
    text += fmt::format("- {} {}:{}", all.size(), code(type), others);
    for (auto& [pool, list] : numbers) {
      std::sort(list.begin(), list.end());
      text += " " + code(pool + "/" + ranges_of(list, list.size()));
    }
    text += "\n";
  }
  return text + "\n";
}

std::string section_block(const PlanSection& section) {
  std::string text;
  for (const auto* cause : section.causes) text += "**" + escaped(name_of(*cause)) + "**\n";
  constexpr std::size_t kMost = 3;
  for (std::size_t i = 0; i < std::min(section.seen.size(), kMost); ++i)
    text += "> " + escaped(section.seen[i]) + "\n";
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
  for (const auto& line : alternatives_of(plan)) sold_out += "> If sold out: " + escaped(line) + "\n";
  if (plan.cost.at_most > Money{})
    sold_out += fmt::format("> At most {} a month then.\n", format_money(plan.cost.at_most));
  if (!sold_out.empty()) sold_out += "\n";
  auto text =
      fmt::format("Takes about {} with what is independent side by side. Plan {} as of {}, valid until {}",
                  format_duration(estimated_time_of(plan.changes)), code(Digest{plan.id.value}.brief()),
                  format_instant(plan.made_at), format_instant(plan.valid_until));
  if (!plan.commit.empty()) text += ", commit " + code(plan.commit.substr(0, 12));
  return sold_out + text + ".\n";
}

std::string warnings(const Plan& plan, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, plan.warnings.size()); ++i) {
    text += "> :warning: " + escaped(plan.warnings[i]) + "\n>\n";
  }
  if (plan.warnings.size() > most)
    text += fmt::format("> and {} more warnings\n", plan.warnings.size() - most);
  return text.empty() ? text : text + "\n";
}

/// As many sections as there is room for, one folded block; what is left out is counted.
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

std::string plan_markdown(const Plan& plan, const PlanMarkdownOptions& options) {
  const auto sections = sections_of(plan, 2);
  const auto above = head(plan) + cost_table(plan.cost);
  const auto below = foot(plan);
  const auto fits = [&](const std::string& more) {
    return above.size() + more.size() + below.size() <= options.most_bytes;
  };
  auto going = destroys(sections);
  if (!fits(going)) going = destroys_in_short(plan);
  if (!fits(going)) {
    going = fmt::format(
        "**{} objects are destroyed, more than this comment can name. Do not approve from here: read "
        "the whole list with `muster show`.**\n\n",
        summary_of(plan).destroy);
  }
  auto told = warnings(plan, 10);
  if (auto drift = drift_markdown(plan); fits(going + drift + told)) told = std::move(drift) + told;
  if (!fits(going + told)) told.clear();
  const auto used = above.size() + going.size() + told.size() + below.size();
  const auto room = options.most_bytes > used ? options.most_bytes - used : 0;
  return above + going + told + (plan.changes.empty() ? "" : details(plan, sections, room)) + below;
}

}  // namespace muster
