#include "reconciler/cli/views/plan/plan_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/cli/views/plan/drift_text.hpp"
#include "reconciler/cli/views/plan/plan_alternatives.hpp"
#include "reconciler/cli/views/plan/plan_notes.hpp"
#include "reconciler/cli/views/plan/plan_rows.hpp"
#include "reconciler/core/decide/inputs/blind_rule.hpp"

namespace muster {
namespace {

constexpr std::size_t kWidestLabel = 46;
constexpr std::size_t kWidestWhat = 40;

std::string padded(const std::string& text, std::size_t columns) {
  const auto has = columns_of(text);
  return has < columns ? text + std::string(columns - has, ' ') : text;
}

std::string padded_left(const std::string& text, std::size_t columns) {
  const auto has = columns_of(text);
  return has < columns ? std::string(columns - has, ' ') + text : text;
}

std::string money_column(const PlanRow& row) {
  return row.delta == Money{} ? "" : format_money_change(row.delta) + "/month";
}

std::string time_column(const PlanRow& row) {
  auto text = format_duration(row.time) + (row.count > 1 ? " each" : "");
  if (row.downtime > Duration(0)) text += ", down " + format_duration(row.downtime);
  return text;
}

/// How wide the columns of all rows are.
struct RowLayout {
  std::size_t symbol = 1;
  std::size_t label = 0;
  std::size_t what = 0;
  std::size_t money = 0;
};

RowLayout layout_of(const std::vector<PlanSection>& sections, std::size_t width) {
  RowLayout c;
  std::size_t figures = 0;
  for (const auto& section : sections) {
    for (const auto& row : section.rows) {
      c.symbol = std::max(c.symbol, columns_of(symbol_of(row.action)));
      c.money = std::max(c.money, columns_of(money_column(row)));
      figures = std::max(figures, columns_of(time_column(row)));
      if (row.what.empty()) continue;  // Its label fills both columns.
      c.label = std::max(c.label, std::min(kWidestLabel, columns_of(row.label)));
      c.what = std::max(c.what, std::min(kWidestWhat, columns_of(row.what)));
    }
  }
  const auto taken = c.symbol + 3 + c.label + 2 + 2 + c.money + 2 + figures;
  c.what = std::min(c.what, width > taken ? width - taken : 0);
  return c;
}

std::string symbols_used(const std::vector<PlanSection>& sections, const Paint& paint) {
  std::set<Action> used;
  for (const auto& section : sections) {
    for (const auto& row : section.rows) used.insert(row.action);
  }
  std::string text;
  for (const auto action : used) {
    const char* means = action == Action::update    ? "update in place"
                        : action == Action::replace ? "create, then destroy"
                        : action == Action::release ? "release, continues to run"
                                                    : to_string(action);
    text += fmt::format("  {} {}", paint.as(action, symbol_of(action)), means);
  }
  return "Symbols:" + text + "\n";
}

/// Text that does not fit in its column has separate lines below; figures are never broken.
std::string row_text(const PlanRow& row, const RowLayout& c, const PlanTextOptions& options) {
  const auto symbol = options.paint.as(row.action, padded(symbol_of(row.action), c.symbol));
  const std::string indent(c.symbol + 7, ' ');
  const auto figures = padded_left(money_column(row), c.money) + "  " + time_column(row);
  const auto both = c.label + 2 + c.what;
  const bool fits = columns_of(row.what) <= c.what && columns_of(row.label) <= c.label;
  if (!row.what.empty() && fits) {
    return fmt::format("  {} {}  {}  {}\n", symbol, padded(row.label, c.label), padded(row.what, c.what),
                       figures);
  }
  if (row.what.empty() || columns_of(row.label) > both) {
    auto lines = wrapped(row.label, options.width - indent.size(), indent);
    const auto last = lines.rfind('\n');
    const auto used = columns_of(lines.substr(last == std::string::npos ? 0 : last + 1 + c.symbol + 3));
    lines += std::string(used < both ? both - used : 0, ' ');
    auto text = fmt::format("  {} {}  {}\n", symbol, lines, figures);
    if (!row.what.empty()) text += indent + wrapped(row.what, options.width - indent.size(), indent) + "\n";
    return text;
  }
  return fmt::format("  {} {}  {}\n{}{}\n", symbol, padded(row.label, both), figures, indent,
                     wrapped(row.what, options.width - indent.size(), indent));
}

std::string section_text(const PlanSection& section, const RowLayout& c, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  std::string text;
  for (const auto* cause : section.causes) {
    text += wrapped(paint.bold(name_of(*cause)), options.width, "  ") + "\n";
  }
  const auto shown = std::min(section.seen.size(), options.reasons);
  for (std::size_t i = 0; i < shown; ++i) {
    text += "  " + paint.dim(wrapped(section.seen[i], options.width - 2, "  ")) + "\n";
  }
  if (section.seen.size() > shown) {
    text += "  " +
            paint.dim(fmt::format("and {} more like it: muster explain", section.seen.size() - shown)) + "\n";
  }
  for (const auto& row : section.rows) text += row_text(row, c, options);
  return text + "\n";
}

std::string table_line(const char* name, const std::string& now, const std::string& after,
                       const std::string& delta) {
  return fmt::format("  {:<8}{:>13}{:>13}{:>14}\n", name, now, after, delta);
}

std::string not_known_in_words(const Cost& cost) {
  const auto more =
      cost.unknown.size() > 1 ? fmt::format(" and of {} more", cost.unknown.size() - 1) : std::string();
  return fmt::format("  not known: the price of {}{}; it costs more than these sums", cost.unknown.front(),
                     more);
}

std::string cost_text(const Cost& cost, const Paint& paint) {
  const auto delta = cost.delta();
  auto text = paint.bold(fmt::format("{:<10}{:>13}{:>13}{:>14}", "Cost", "now", "after", "change")) + "\n";
  text += table_line("a month", format_money(cost.now.monthly), format_money(cost.after.monthly),
                     format_money_change(delta.monthly));
  const auto sign = delta.hourly > Money{} ? "+" : "";
  text += table_line("an hour", format_hourly(cost.now.hourly), format_hourly(cost.after.hourly),
                     sign + format_hourly(delta.hourly));
  if (cost.at_most > Money{})
    text += table_line("at most", "", format_money(cost.at_most),
                       format_money_change(cost.at_most - cost.now.monthly));
  if (!cost.unknown.empty()) text += paint.yellow(not_known_in_words(cost)) + "\n";
  return text + "\n";
}

/// At most twelve lines under a title; empty if there are none.
std::string list_text(const char* title, const std::vector<std::string>& lines,
                      const PlanTextOptions& options) {
  if (lines.empty()) return "";
  constexpr std::size_t kMost = 12;
  auto text = options.paint.bold(title) + "\n";
  for (std::size_t i = 0; i < std::min(lines.size(), kMost); ++i) {
    text += "  " + wrapped(printable(lines[i]), options.width - 2, "    ") + "\n";
  }
  if (lines.size() > kMost) text += fmt::format("  and {} more: muster explain\n", lines.size() - kMost);
  return text + "\n";
}

std::string held_back_text(const Plan& plan, const PlanTextOptions& options) {
  std::vector<std::string> held;
  std::vector<std::string> notes;
  for (const auto& decision : plan.decisions) {
    for (const auto& clamp : decision.clamps) {
      held.push_back(fmt::format("{}: {} ({})", decision.pool.value, clamp.message, to_string(clamp.kind)));
    }
    for (const auto& note : notes_of(decision)) notes.push_back(decision.pool.value + ": " + note);
  }
  return list_text("Held back", held, options) + list_text("Notes", notes, options);
}

std::string warnings_text(const std::vector<std::string>& warnings, const PlanTextOptions& options) {
  std::string text;
  constexpr std::size_t kMost = 20;
  for (std::size_t i = 0; i < std::min(warnings.size(), kMost); ++i) {
    text +=
        options.paint.yellow("Warning: ") + wrapped(printable(warnings[i]), options.width - 9, "  ") + "\n";
  }
  if (warnings.size() > kMost) text += fmt::format("and {} more warnings\n", warnings.size() - kMost);
  return text.empty() ? text : text + "\n";
}

/// The last line of a plan that leaves a pool without its minimum: nobody may take it for success.
std::string below_text(const std::string& below, const PlanTextOptions& options) {
  const auto sentence = capitalised(printable(below));
  return options.paint.yellow(wrapped(sentence, options.width - 2, "  ")) + ".\n";
}

std::string by_how_many(const Verdict& verdict) {
  return verdict.persons > 1 ? fmt::format(" by {} different people", verdict.persons) : "";
}

std::string head_text(const Plan& plan, const Paint& paint) {
  return fmt::format("{}, {}\n", paint.bold("Fleet " + plan.fleet.value),
                     paint.dim(fmt::format("plan {}, as of {}", Digest{plan.id.value}.brief(),
                                           format_instant(plan.made_at))));
}

}  // namespace

std::string verdict_text(const Verdict& verdict, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  const auto word = to_string(verdict.permission) + by_how_many(verdict);
  auto text = paint.bold("Verdict: ");
  switch (verdict.permission) {
    case Permission::nothing_to_do:
    case Permission::allowed:
      text += paint.green(word);
      break;
    case Permission::needs_approval:
      text += paint.yellow(word);
      break;
    case Permission::refused:
      text += paint.red(word);
      break;
  }
  if (verdict.reasons.size() == 1) {
    return wrapped(text + ": " + printable(verdict.reasons.front()), options.width, "  ") + "\n";
  }
  text += "\n";
  for (const auto& reason : verdict.reasons) {
    text += "  - " + wrapped(printable(reason), options.width - 4, "    ") + "\n";
  }
  return text;
}

std::string plan_text(const Plan& plan, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text = head_text(plan, paint);
  const auto sections = sections_of(plan);
  if (!plan.drift.empty()) text += "\n" + drift_text(plan, options);
  if (!sections.empty()) {
    text += symbols_used(sections, paint) + "\n";
    const auto columns = layout_of(sections, options.width);
    for (const auto& section : sections) text += section_text(section, columns, options);
  } else if (plan.drift.empty()) {
    text += "\n";
  }
  text += held_back_text(plan, options) + list_text("If sold out", alternatives_of(plan), options);
  text += cost_text(plan.cost, paint) + warnings_text(plan.warnings, options);
  const auto& below = plan.below_minimum;
  if (plan.changes.empty()) {
    int blind = 0;
    for (const auto& group : plan.blind_rules) blind += group.rules;
    text += paint.bold(summary_line(plan));
    if (!below.empty()) return text + " " + below_text(below.front().message, options);
    if (!plan.complete) return text + " muster could not read the whole cloud, so the plan is incomplete.\n";
    if (blind == 0) return text + " The fleet matches its policies.\n";
    return text + fmt::format(" muster cannot evaluate {}: the fleet may not match its policies.\n",
                              blind == 1 ? "1 rule" : fmt::format("{} rules", blind));
  }
  text += verdict_text(plan.verdict, options);
  text += fmt::format("Takes about {}. Independent changes run in parallel.\n\n",
                      format_duration(estimated_time_of(plan.changes)));
  text += paint.bold(summary_line(plan)) + "\n";
  return below.empty() ? text : text + below_text(below.front().message, options);
}

}  // namespace muster
